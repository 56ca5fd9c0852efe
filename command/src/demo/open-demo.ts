import { rm, stat } from 'node:fs/promises';
import type { DemoStandIn, ServerConfig } from '@kumoh-pay/server';
import { openLedger } from '@kumoh-pay/server/ledger/open-ledger.ts';
import { createConnection } from 'mysql2/promise';
import { z } from 'zod';
import { StartRefused } from '../start-refused.ts';
import { campusOf, newCampusKeys } from './campus.ts';
import { type CampusFile, readCampusFile, writeCampusFile } from './campus-file.ts';
import { seedCampus } from './seed.ts';
import { standInFor } from './stand-in.ts';

/** A month of trade. */
export const demoDays = 30;

export interface DemoOptions {
  /** As the server will be started with, on the folder that the demo lies in. */
  config: ServerConfig;
  /** `private`, or host and name: what a half-made campus was begun on, so that no other database is emptied for it. */
  database: string;
  days: number;
  nowMs: number;
  /** Aborted when whoever waits has gone: the next start begins anew. */
  signal: AbortSignal;
  progress(line: string): void;
}

/**
 * The stand-in of the folder's demo campus, which is made first where there is no campus yet, or only half of one. Null
 * for the folder of a real campus, which is left as it is.
 */
export async function openDemo(options: DemoOptions): Promise<DemoStandIn | null> {
  const directory = options.config.dataDirectory;
  const there = await readCampusFile(directory);
  if (there?.state === 'seeded') return standInFor(campusOf(there.keys));
  if (!there && (await hasLedger(options.config))) return null;
  if (there) await clearAway(options, there);
  await refuseFilledDatabase(options.config.databaseOwnerUrl);
  const file = { state: 'seeding' as const, database: options.database, keys: newCampusKeys() };
  const campus = campusOf(file.keys);
  await writeCampusFile(directory, file);
  await seedCampus({ ...options, campus });
  // Last: until then it is half a campus, whatever it looks like.
  await writeCampusFile(directory, { ...file, state: 'seeded' });
  return standInFor(campus);
}

/** A channel on Fabric is there before anything is written to it: what counts is whether a campus was begun on it. */
async function hasLedger({ ledger: config }: ServerConfig): Promise<boolean> {
  if (config.kind === 'embedded') return (await stat(config.directory).catch(() => null)) !== null;
  const ledger = await openLedger(config, Date.now);
  try {
    const [policy] = await ledger.read({ records: [['policy']] });
    return policy !== null;
  } finally {
    await ledger.close();
  }
}

/** A seed that was not ended: its ledger, and what it wrote into the database that it was begun on. */
async function clearAway({ config, database, progress }: DemoOptions, file: CampusFile): Promise<void> {
  progress('끝나지 않은 데모를 지우고 다시 시작합니다 · Clearing away a demo campus that was not finished');
  if (config.ledger.kind === 'embedded') await rm(config.ledger.directory, { recursive: true, force: true });
  else if (await hasLedger(config))
    throw new StartRefused(
      'a demo campus was not finished on this Fabric channel, which cannot be cleared away: take the network down and bring up a new one.',
    );
  if (file.database === database) await dropTables(config.databaseOwnerUrl);
}

/** Somebody else's tables would mix with the campus, or be dropped with it. */
async function refuseFilledDatabase(ownerUrl: string): Promise<void> {
  const tables = await tablesOf(ownerUrl);
  if (tables.length > 0)
    throw new StartRefused(
      `the database holds ${tables.length} tables already and a demo campus needs an empty one; name another in DATABASE_URL, or another data folder with --data DIR.`,
    );
}

const tableRows = z.array(z.object({ name: z.string() }));

async function tablesOf(ownerUrl: string): Promise<string[]> {
  const owner = await createConnection({ uri: ownerUrl });
  try {
    const [rows] = await owner.query(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
    );
    return tableRows.parse(rows).map(({ name }) => name);
  } finally {
    await owner.end();
  }
}

async function dropTables(ownerUrl: string): Promise<void> {
  const names = await tablesOf(ownerUrl);
  const owner = await createConnection({ uri: ownerUrl });
  try {
    await owner.query('SET foreign_key_checks = 0');
    for (const name of names) await owner.query(`DROP TABLE ${owner.escapeId(name)}`);
  } finally {
    await owner.end();
  }
}
