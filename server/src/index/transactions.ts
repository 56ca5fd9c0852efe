import type { Id } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import {
  type Transaction,
  type TransactionKey,
  type TransactionPage,
  transactionPage,
} from './transaction-store.ts';

export type { TransactionKind } from './transaction-conditions-store.ts';
export { type Transaction, transactionsAtOnceMax } from './transaction-store.ts';

export interface TransactionFilter extends TransactionPage {
  /** At either side. */
  people?: readonly Id[] | undefined;
}

/**
 * The office's search, newest first. People at either side are looked for as senders and as receivers, since each side
 * has an index of its own, and the two pages are put together.
 */
export async function searchTransactions(db: Database, filter: TransactionFilter): Promise<Transaction[]> {
  const { people, ...rest } = filter;
  if (people === undefined) return transactionPage(db, rest);
  const [sent, received] = await Promise.all([
    transactionPage(db, { ...rest, senders: meet(people, rest.senders) }),
    transactionPage(db, { ...rest, receivers: meet(people, rest.receivers) }),
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
