import type { Day, Id } from '@kumoh-pay/domain';
import { addDays, seoulDayStart } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { type EntryView, entriesAtOnceMax } from './entries.ts';
import type { EntryKind } from './tables.ts';

export type TransactionKind = Exclude<EntryKind, 'receive'>;
export interface TransactionFilter {
  /** Seoul days, both included. */
  from?: Day | undefined;
  to?: Day | undefined;
  senders?: readonly Id[] | undefined;
  receivers?: readonly Id[] | undefined;
  vendor?: Id | undefined;
  programme?: Id | undefined;
  /** Won, both included, whatever the direction. */
  least?: number | undefined;
  most?: number | undefined;
  kinds?: readonly TransactionKind[] | undefined;
  /** The key of the last row of the page before. */
  before?: TransactionKey | undefined;
  limit: number;
}
export interface TransactionKey {
  sequence: number;
  account: Id;
  kind: EntryKind;
}
export type Transaction = EntryView & { account: Id };

const columns = [
  'sequence',
  'account',
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

/** The office's search, newest first. A transfer is one row, the sender's. */
export async function searchTransactions(db: Database, filter: TransactionFilter): Promise<Transaction[]> {
  let query = db.selectFrom('entry').select(columns).where('kind', '!=', 'receive');
  const { from, to, senders, receivers, vendor, programme, least, most, kinds, before } = filter;
  if (senders?.length === 0 || receivers?.length === 0 || kinds?.length === 0) return [];
  if (from !== undefined) query = query.where('at', '>=', seoulDayStart(from));
  if (to !== undefined) query = query.where('at', '<', seoulDayStart(addDays(to, 1)));
  if (senders) query = query.where('sender', 'in', [...senders]);
  if (receivers) query = query.where('receiver', 'in', [...receivers]);
  if (vendor !== undefined) query = query.where('vendor', '=', vendor);
  if (kinds) query = query.where('kind', 'in', [...kinds]);
  if (least !== undefined)
    query = query.where((where) => where.or([where('amount', '>=', least), where('amount', '<=', -least)]));
  if (most !== undefined) query = query.where('amount', '<=', most).where('amount', '>=', -most);
  if (programme !== undefined) {
    query = query.where((where) =>
      where.exists(
        where
          .selectFrom('posting')
          .select('posting.place')
          .whereRef('posting.sequence', '=', 'entry.sequence')
          .where('posting.programme', '=', programme),
      ),
    );
  }
  if (before) {
    const { sequence, account, kind } = before;
    query = query.where((where) =>
      where.or([
        where('sequence', '<', sequence),
        where.and([where('sequence', '=', sequence), where('account', '>', account)]),
        where.and([
          where('sequence', '=', sequence),
          where('account', '=', account),
          where('kind', '>', kind),
        ]),
      ]),
    );
  }
  const limit = Math.min(filter.limit, entriesAtOnceMax);
  return query.orderBy('sequence', 'desc').orderBy('account').orderBy('kind').limit(limit).execute();
}
