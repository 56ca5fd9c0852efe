import type { Day, Id } from '@kumoh-pay/domain';
import { addDays, seoulDayStart } from '@kumoh-pay/domain';
import type { ExpressionBuilder } from 'kysely';
import type { Database, Tables } from '../db/index.ts';
import type { EntryKind } from './tables.ts';

export interface EntryView {
  sequence: number;
  kind: EntryKind;
  /** What the balance changed by, in won. */
  amount: number;
  sender: string;
  receiver: string;
  vendor: Id | null;
  programme: Id | null;
  charge: Id | null;
  order: Id;
  at: number;
}
const columns = [
  'sequence',
  'kind',
  'amount',
  'sender',
  'receiver',
  'vendor',
  'programme',
  'charge',
  'order_id as order',
  'at',
] as const;

/** A page of history is a few screens long. */
export const entriesAtOnceMax = 100;

export interface EntryFilter {
  /** Entries before this sequence: the last one of the page before. */
  before?: number | undefined;
  limit: number;
  kinds?: readonly EntryKind[] | undefined;
  /** A Seoul month, `2026-11`. */
  month?: string | undefined;
  /** Accounts and vendors whose names the caller found for a search. */
  counterparties?: readonly Id[] | undefined;
  /** What a member's own search has found: an entry fits that has any of it. */
  sought?: Sought | undefined;
}
export interface Sought {
  vendors: readonly Id[];
  programmes: readonly Id[];
  parties: readonly Id[];
  /** In won, whatever the direction. */
  amount: number | null;
}

/** An account's history, newest first. */
export async function entriesOf(db: Database, account: Id, filter: EntryFilter): Promise<EntryView[]> {
  let query = db.selectFrom('entry').select(columns).where('account', '=', account);
  const { before, kinds, month, counterparties } = filter;
  if (before !== undefined) query = query.where('sequence', '<', before);
  if (kinds)
    query = kinds.length === 0 ? query.where('sequence', '<', 0) : query.where('kind', 'in', [...kinds]);
  if (month !== undefined) {
    const { from, to } = monthRange(month);
    query = query.where('at', '>=', from).where('at', '<', to);
  }
  if (counterparties) {
    const ids = ['', ...counterparties];
    query = query.where((where) => where.or([where('sender', 'in', ids), where('receiver', 'in', ids)]));
    query = query.where((where) =>
      where.or([where('sender', '!=', account), where('receiver', '!=', account)]),
    );
  }
  if (filter.sought) query = query.where(isSought(filter.sought));
  const limit = Math.min(filter.limit, entriesAtOnceMax);
  return query.orderBy('sequence', 'desc').orderBy('kind').limit(limit).execute();
}

/** An empty list finds nothing: `IN ()` is no SQL, so each list holds a name that nobody has. */
const isSought =
  ({ vendors, programmes, parties, amount }: Sought) =>
  (where: ExpressionBuilder<Tables, 'entry'>) =>
    where.or([
      where('vendor', 'in', ['', ...vendors]),
      where('programme', 'in', ['', ...programmes]),
      where('sender', 'in', ['', ...parties]),
      where('receiver', 'in', ['', ...parties]),
      ...(amount === null ? [] : [where('amount', 'in', [amount, -amount])]),
    ]);

/** Unix milliseconds: from, and the first that is no longer in the month. */
function monthRange(month: string): { from: number; to: number } {
  const first: Day = `${month}-01`;
  // 31 days after the first always lies in the next month or on its first days.
  const next: Day = `${addDays(first, 31).slice(0, 7)}-01`;
  return { from: seoulDayStart(first), to: seoulDayStart(next) };
}

export async function entriesAt(
  db: Database,
  account: Id,
  sequences: readonly number[],
): Promise<EntryView[]> {
  if (sequences.length === 0) return [];
  const query = db.selectFrom('entry').select(columns).where('account', '=', account);
  return query
    .where('sequence', 'in', [...sequences])
    .orderBy('sequence')
    .execute();
}
