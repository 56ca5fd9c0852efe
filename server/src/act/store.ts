import type { ExpressionBuilder, Selectable } from 'kysely';
import type { Database } from '../db/index.ts';
import type { ActTables } from './tables.ts';

export type ActRow = Selectable<ActTables['act']>;
/** Two officers may send the same order: each act is its own. */
export type ActKey = Pick<ActRow, 'order_id' | 'type' | 'actor'>;

const is =
  ({ order_id, type, actor }: ActKey) =>
  (where: ExpressionBuilder<ActTables, 'act'>) =>
    where.and({ order_id, type, actor });

export const beginAct = (db: Database, key: ActKey, begun_at: number) =>
  db
    .insertInto('act')
    .ignore()
    .values({ ...key, begun_at, done_at: null })
    .execute();

/** @returns false when it was done already. */
export async function endAct(db: Database, key: ActKey, done_at: number): Promise<boolean> {
  const ended = await db
    .updateTable('act')
    .set({ done_at })
    .where(is(key))
    .where('done_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

export async function isActDone(db: Database, key: ActKey): Promise<boolean> {
  const row = await db.selectFrom('act').select('done_at').where(is(key)).executeTakeFirst();
  return row != null && row.done_at !== null;
}

/** For an order that the ledger refused: it was no act. */
export const dropAct = (db: Database, key: ActKey) =>
  db.deleteFrom('act').where(is(key)).where('done_at', 'is', null).execute();

export const openActs = (db: Database): Promise<ActRow[]> =>
  db.selectFrom('act').selectAll().where('done_at', 'is', null).orderBy('begun_at').execute();
