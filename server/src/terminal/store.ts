import type { Selectable } from 'kysely';
import { batched, type Database, padded } from '../db/index.ts';
import type { TerminalTables } from './tables.ts';

export type TerminalRow = Selectable<TerminalTables['terminal']>;
export type SlipRow = Selectable<TerminalTables['slip']>;

/** Each request of a counter asks for it, so that requests that come together ask together. */
export const findTerminal = batched<string, TerminalRow | undefined>(async (db, ids) => {
  const rows = await db.selectFrom('terminal').selectAll().where('id', 'in', padded(ids)).execute();
  return ids.map((id) => rows.find((row) => row.id === id));
});

export const terminalsOf = (db: Database, vendor: string): Promise<TerminalRow[]> =>
  db.selectFrom('terminal').selectAll().where('vendor', '=', vendor).orderBy('paired_at').execute();

/** Runs again for a repeated pairing, which changes nothing. */
export const saveTerminal = (db: Database, row: TerminalRow) =>
  db.insertInto('terminal').values(row).onDuplicateKeyUpdate({ state: row.state }).execute();

type Health = Selectable<TerminalTables['terminal_health']>;

export const saveHealth = (db: Database, row: Health) =>
  db.insertInto('terminal_health').values(row).onDuplicateKeyUpdate(row).execute();

export const healthOf = (db: Database, terminals: readonly string[]): Promise<Health[]> =>
  terminals.length === 0
    ? Promise.resolve([])
    : db.selectFrom('terminal_health').selectAll().where('terminal', 'in', terminals).execute();

export const retireTerminalRow = (db: Database, id: string) =>
  db.updateTable('terminal').set({ state: 'retired' }).where('id', '=', id).execute();

export const insertSlip = (db: Database, row: SlipRow) => db.insertInto('slip').values(row).execute();

export const findSlip = (db: Database, pairingKey: string): Promise<SlipRow | undefined> =>
  db.selectFrom('slip').selectAll().where('pairing_key', '=', pairingKey).executeTakeFirst();

export const deleteSlipsBefore = (db: Database, nowMs: number) =>
  db.deleteFrom('slip').where('expires_at', '<', nowMs).execute();
