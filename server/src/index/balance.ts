import type { Day, Id } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';

export interface Holding {
  programme: Id;
  amount: number;
  firstDay: Day;
  lastDay: Day;
  transferable: boolean;
  /** The vendors that take it; null: all. */
  vendors: Id[] | null;
}
export interface Balance {
  /** Won of programmes that run today: purse and notes waiting. */
  spendable: number;
  /** All lots, soonest last day first, also those that begin later or are over and not yet expired. */
  lots: Holding[];
}

export async function balanceOf(db: Database, account: Id, today: Day): Promise<Balance> {
  const rows = await db
    .selectFrom('balance')
    .innerJoin('ledger_programme as terms', 'terms.programme', 'balance.programme')
    .select(['balance.programme', 'amount', 'first_day', 'last_day', 'transferable', 'vendors'])
    .where('account', '=', account)
    .where('amount', '>', 0)
    .orderBy('last_day')
    .orderBy('balance.programme')
    .execute();
  const lots = rows.map(({ programme, amount, first_day, last_day, transferable, vendors }) => ({
    programme,
    amount,
    firstDay: first_day,
    lastDay: last_day,
    transferable: transferable === 1,
    vendors: vendors === null ? null : vendors.split(','),
  }));
  const running = lots.filter(({ firstDay, lastDay }) => firstDay <= today && today <= lastDay);
  return { spendable: running.reduce((sum, { amount }) => sum + amount, 0), lots };
}
