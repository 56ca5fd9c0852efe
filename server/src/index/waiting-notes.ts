import type { Id } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';

/** Names of notes that wait to be folded in, soonest last day first. */
export async function waitingNotes(db: Database, account: Id, most: number): Promise<string[]> {
  const rows = await db
    .selectFrom('waiting_note')
    .select('note')
    .where('account', '=', account)
    .orderBy('last_day')
    .orderBy('sequence')
    .limit(most)
    .execute();
  return rows.map(({ note }) => note);
}

/** Of the given accounts, or of all, those with more notes waiting than `above`. */
export async function accountsWithNotes(db: Database, above: number, among?: readonly Id[]): Promise<Id[]> {
  if (among?.length === 0) return [];
  const rows = await db
    .selectFrom('waiting_note')
    .select('account')
    .$if(among !== undefined, (query) => query.where('account', 'in', [...(among ?? [])]))
    .groupBy('account')
    .having((having) => having.fn.countAll<number>(), '>', above)
    .execute();
  return rows.map(({ account }) => account);
}
