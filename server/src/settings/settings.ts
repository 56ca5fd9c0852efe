import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { lockSettingRows, readSettingRows, saveSetting } from './store.ts';

/** Columns of the bank file, in its order. */
export const bankColumns = ['bankCode', 'account', 'won', 'holder', 'memo'] as const;
export type BankColumn = (typeof bankColumns)[number];

/** What officers may set. */
export const settingSchemas = {
  /** School addresses end in one of these; empty: any address that the roster names. */
  mailDomains: z.array(z.string().regex(/^[a-z0-9.-]{3,80}$/)).max(20),
  /** A student number is digits; how many is the school's matter. */
  studentNumberDigits: z.int().min(4).max(20),
  /** Whoever is not on the roster may sign up and waits for a registrar. */
  signUpWithoutRoster: z.boolean(),
  bankColumns: z.array(z.enum(bankColumns)).min(1).max(5),
  /** Shown on every phone and till; empty: none. */
  outageBanner: z.string().max(300),
} as const;

export type SettingName = keyof typeof settingSchemas;
export const settingsSchema = z.strictObject(settingSchemas);
export type Settings = z.infer<typeof settingsSchema>;
export const settingNames = Object.keys(settingSchemas) as [SettingName, ...SettingName[]];

/** What holds until somebody has set it. */
const firstSettings: Settings = {
  mailDomains: [],
  studentNumberDigits: 8,
  signUpWithoutRoster: false,
  bankColumns: ['bankCode', 'account', 'won', 'holder', 'memo'],
  outageBanner: '',
};

export const readSettings = async (db: Database): Promise<Settings> => settingsOf(await readSettingRows(db));

const settingsOf = (rows: readonly { name: string; value: string }[]): Settings =>
  settingsSchema.parse({
    ...firstSettings,
    ...Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)])),
  });

/** Inside a transaction. Of two who save at once the second waits: what both had read first neither could change. */
export async function changeSettings(
  tx: Database,
  change: Partial<Settings>,
): Promise<{ before: Settings; after: Settings }> {
  const before = settingsOf(await lockSettingRows(tx));
  await saveSettings(tx, change);
  return { before, after: await readSettings(tx) };
}

async function saveSettings(db: Database, change: Partial<Settings>): Promise<void> {
  for (const [name, value] of Object.entries(change))
    if (value !== undefined) await saveSetting(db, name, JSON.stringify(value));
}

/** Settings that the start names and nobody has set yet. */
export async function beginWithSettings(
  db: Database,
  first: Record<string, unknown> | undefined,
): Promise<void> {
  const given = settingsSchema.partial().parse(first ?? {});
  const there = new Set((await readSettingRows(db)).map((row) => row.name));
  await saveSettings(db, Object.fromEntries(Object.entries(given).filter(([name]) => !there.has(name))));
}
