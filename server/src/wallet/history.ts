import { type Id, maskName, seoulDay } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { entriesOf } from '../index/entries.ts';
import type { EntryKind } from '../index/tables.ts';
import { type WalletEntry, withNames } from './entry.ts';
import { memberNames } from './store.ts';

/** A page of history: three screens of a phone. */
const historyPage = 40;

export interface HistoryFilter {
  before?: number | undefined;
  kinds?: readonly EntryKind[] | undefined;
  month?: string | undefined;
  /** A part of a vendor's, voucher's or masked name, or an exact amount. */
  words?: string | undefined;
}

/** A page of one's entries, newest first, and whether there are more. */
export async function historyPageOf(
  db: Database,
  account: Id,
  { words = '', ...filter }: HistoryFilter,
): Promise<{ entries: WalletEntry[]; more: boolean }> {
  const sought = words.trim();
  const rows = await entriesOf(db, account, {
    ...filter,
    limit: historyPage + 1,
    ...(sought !== '' && { sought: await whatIsSought(db, account, sought) }),
  });
  return { entries: await withNames(db, rows.slice(0, historyPage)), more: rows.length > historyPage };
}

async function whatIsSought(db: Database, account: Id, words: string) {
  const like = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const amount = /^[\d,]{1,15}원?$/.test(words) ? Number(words.replaceAll(/[,원]/g, '')) : null;
  const [vendors, programmes, parties] = await Promise.all([
    db.selectFrom('vendor').select('id').where('name', 'like', like).execute(),
    db.selectFrom('programme_record').select('programme').where('name', 'like', like).execute(),
    partiesNamed(db, account, words),
  ]);
  return {
    vendors: vendors.map(({ id }) => id),
    programmes: programmes.map(({ programme }) => programme),
    parties,
    amount,
  };
}

/** Of those whom this account has sent to or received from: by the name as it is shown, so that a search tells no more. */
async function partiesNamed(db: Database, account: Id, words: string): Promise<Id[]> {
  const rows = await db
    .selectFrom('entry')
    .select(['sender', 'receiver'])
    .distinct()
    .where('account', '=', account)
    .where('kind', 'in', ['send', 'receive'])
    .execute();
  const others = new Set(rows.flatMap(({ sender, receiver }) => [sender, receiver]));
  others.delete(account);
  const names = await memberNames(db, [...others]);
  return [...names].flatMap(([id, name]) => (maskName(name).includes(words) ? [id] : []));
}

/** The Seoul months from one's first entry to the present one, latest first: `2026-11`. */
export async function monthsOf(db: Database, account: Id, nowMs: number): Promise<string[]> {
  const first = await db
    .selectFrom('entry')
    .select('at')
    .where('account', '=', account)
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst();
  const oldest = seoulDay(first?.at ?? nowMs).slice(0, 7);
  const months: string[] = [];
  let [year = 0, month = 0] = seoulDay(nowMs).split('-').map(Number);
  for (;;) {
    const text = `${year}-${String(month).padStart(2, '0')}`;
    if (text < oldest && months.length > 0) return months;
    months.push(text);
    month -= 1;
    if (month === 0) [year, month] = [year - 1, 12];
  }
}
