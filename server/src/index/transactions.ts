import type { Day, Id } from '@kumoh-pay/domain';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../db/index.ts';
import type { EntryView } from './entries.ts';
import type { EntryKind } from './tables.ts';
import { conditionsOf, type Lead, narrowest } from './transaction-conditions.ts';

export type TransactionKind = Exclude<EntryKind, 'receive'>;
export interface TransactionFilter {
  /** Seoul days, both included. */
  from?: Day | undefined;
  to?: Day | undefined;
  senders?: readonly Id[] | undefined;
  receivers?: readonly Id[] | undefined;
  /** At either side. */
  people?: readonly Id[] | undefined;
  vendor?: Id | undefined;
  programme?: Id | undefined;
  /** Won, both included, whatever the direction. */
  least?: number | undefined;
  most?: number | undefined;
  kinds?: readonly TransactionKind[] | undefined;
  /** Of the order, or of the charge that it is about. */
  id?: Id | undefined;
  /** The key of the last row of the page before. */
  before?: TransactionKey | undefined;
  limit: number;
}
interface TransactionKey {
  sequence: number;
  account: Id;
  kind: EntryKind;
}
export type Transaction = EntryView & { account: Id };

/** A page of an export; a screen's page is much smaller. */
export const transactionsAtOnceMax = 1_000;

/**
 * The office's search, newest first. A transfer is one row, the sender's. Of several conditions the one that few rows
 * fit leads; where all are broad, the newest rows are walked through until the page is full.
 */
export async function searchTransactions(db: Database, filter: TransactionFilter): Promise<Transaction[]> {
  const { people, ...rest } = filter;
  if (people === undefined) return searchOnce(db, rest);
  const [sent, received] = await Promise.all([
    searchOnce(db, { ...rest, senders: meet(people, rest.senders) }),
    searchOnce(db, { ...rest, receivers: meet(people, rest.receivers) }),
  ]);
  const all = new Map([...sent, ...received].map((row) => [keyText(row), row]));
  return [...all.values()].sort(newestFirst).slice(0, filter.limit);
}

const meet = (people: readonly Id[], named: readonly Id[] | undefined): readonly Id[] =>
  named === undefined ? people : people.filter((one) => named.includes(one));
const keyText = ({ sequence, account, kind }: TransactionKey): string => `${sequence}.${account}.${kind}`;
const newestFirst = (a: TransactionKey, b: TransactionKey): number =>
  b.sequence - a.sequence ||
  (a.account === b.account ? (a.kind < b.kind ? 1 : -1) : a.account < b.account ? 1 : -1);

async function searchOnce(db: Database, filter: TransactionFilter): Promise<Transaction[]> {
  const { senders, receivers, kinds, before } = filter;
  if (senders?.length === 0 || receivers?.length === 0 || kinds?.length === 0) return [];
  const conditions = await conditionsOf(db, filter);
  const lead = await narrowest(db, conditions, filter.id !== undefined);
  const where = [sql`kind != 'receive'`, ...conditions.map(({ holds }) => holds), ...pageAfter(before)];
  const limit = Math.min(filter.limit, transactionsAtOnceMax);
  const { rows } = await sql<Transaction>`
    SELECT sequence, account, kind, amount, sender, receiver, vendor, programme, charge, order_id AS \`order\`, at
    FROM entry ${hint(lead)}
    WHERE ${sql.join(where, sql` AND `)}
    ORDER BY sequence DESC, account DESC, kind DESC
    LIMIT ${limit}`.execute(db);
  return rows;
}

/** MariaDB guesses how many rows fit, and a wrong guess reads the whole table: what was counted is said. */
const hint = (lead: Lead): RawBuilder<unknown> =>
  lead === null ? sql`` : sql`FORCE INDEX (${sql.raw(lead)})`;

function pageAfter(before: TransactionKey | undefined): RawBuilder<unknown>[] {
  if (!before) return [];
  const { sequence, account, kind } = before;
  return [
    sql`sequence <= ${sequence}`,
    sql`(sequence < ${sequence} OR account < ${account} OR (account = ${account} AND kind < ${kind}))`,
  ];
}
