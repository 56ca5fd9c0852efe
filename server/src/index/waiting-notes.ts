import type { Id } from '@kumoh-pay/domain';
import { type Database, padded } from '../db/index.ts';

/** Names of notes that wait to be folded in, at most so many of each account, soonest last day first. */
export async function waitingNotes(
  db: Database,
  accounts: ReadonlySet<Id>,
  most: number,
): Promise<Map<Id, string[]>> {
  const notes = new Map<Id, string[]>();
  if (accounts.size === 0) return notes;
  const ranked = db
    .selectFrom('waiting_note')
    .select((select) => [
      'account',
      'note',
      select.fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy('account').orderBy('last_day').orderBy('sequence'))
        .as('place'),
    ])
    .where('account', 'in', padded([...accounts]));
  const rows = await db
    .selectFrom(ranked.as('ranked'))
    .select(['account', 'note'])
    .where('place', '<=', most)
    .orderBy('account')
    .orderBy('place')
    .execute();
  for (const { account, note } of rows) notes.set(account, [...(notes.get(account) ?? []), note]);
  return notes;
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
