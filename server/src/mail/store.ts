import type { Selectable } from 'kysely';
import type { Database } from '../db/index.ts';
import type { MailTables } from './tables.ts';

export type OutboxRow = Selectable<MailTables['outbox']>;

export const insertLetter = (db: Database, row: OutboxRow) => db.insertInto('outbox').values(row).execute();

/** The next letter that is due, whoever had it: a claim runs out when its postman died. */
export async function claimLetter(
  db: Database,
  nowMs: number,
  claimedUntil: number,
): Promise<OutboxRow | null> {
  const row = await db
    .selectFrom('outbox')
    .selectAll()
    .where('state', 'in', ['waiting', 'sending'])
    .where('next_at', '<=', nowMs)
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const claimed = await db
    .updateTable('outbox')
    .set({ state: 'sending', next_at: claimedUntil, tries: row.tries + 1 })
    .where('id', '=', row.id)
    .where('state', '=', row.state)
    .where('next_at', '=', row.next_at)
    .executeTakeFirst();
  return claimed.numUpdatedRows === 1n ? { ...row, tries: row.tries + 1 } : null;
}

export const updateLetter = (db: Database, id: string, change: Partial<Omit<OutboxRow, 'id'>>) =>
  db.updateTable('outbox').set(change).where('id', '=', id).execute();

/** When the next letter is due, Unix ms; null when none waits. */
export async function nextLetterAt(db: Database): Promise<number | null> {
  const row = await db
    .selectFrom('outbox')
    .select('next_at')
    .where('state', 'in', ['waiting', 'sending'])
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst();
  return row?.next_at ?? null;
}

export const deleteLettersSentBefore = (db: Database, timeMs: number) =>
  db.deleteFrom('outbox').where('state', 'in', ['sent', 'failed']).where('created_at', '<', timeMs).execute();
