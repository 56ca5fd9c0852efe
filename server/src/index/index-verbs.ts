import type { Day, Id } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { balanceOf } from './balance.ts';
import { conservation } from './conservation.ts';
import { type EntryFilter, entriesOf } from './entries.ts';
import { saleOf, todayOf } from './sales.ts';
import { type SettlementState, settlementOf, settlementsByState } from './settlements.ts';
import { searchTransactions, type TransactionFilter } from './transactions.ts';

/** What the screens ask of the index. */
export const indexVerbs = (db: Database, ledger: Ledger) => ({
  balanceOf: (account: Id, today: Day) => balanceOf(db, account, today),
  entriesOf: (account: Id, filter: EntryFilter) => entriesOf(db, account, filter),
  saleOf: (vendor: Id, charge: Id) => saleOf(db, vendor, charge),
  todayOf: (vendor: Id, terminal?: Id) => todayOf(db, vendor, terminal),
  searchTransactions: (filter: TransactionFilter) => searchTransactions(db, filter),
  settlementsByState: (states: readonly SettlementState[], vendor?: Id) =>
    settlementsByState(db, states, vendor),
  settlementOf: (vendor: Id, day: number) => settlementOf(db, vendor, day),
  conservation: () => conservation(db, ledger),
});
