import { addDays, type Id, seoulDay, seoulDayStart } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { saleOf, type Today, todayOf } from '../index/sales.ts';
import { payerNames } from './sale-answer.ts';
import { basketOf, reasonsOf, terminalNames } from './store.ts';

/** A line of the counter's lists. Amounts in won, times in Unix milliseconds. */
export interface SaleLine {
  charge: Id;
  amount: number;
  refunded: number;
  payer: string;
  terminal: Id;
  terminalName: string;
  /** The business day. */
  day: number;
  at: number;
}
interface SaleFacts {
  charge: Id;
  amount: number;
  refunded: number;
  account: Id;
  terminal: Id;
  day: number;
  at: number;
}

/** What a cashier looks back on; more is searched for. */
const latestCount = 10;

export async function saleLines(db: Database, vendor: Id, sales: readonly SaleFacts[]): Promise<SaleLine[]> {
  const nameOf = await payerNames(
    db,
    sales.map(({ account }) => account),
  );
  const terminals = await terminalNames(db, vendor);
  return sales.map(({ charge, amount, refunded, account, terminal, day, at }) => ({
    charge,
    amount,
    refunded,
    payer: nameOf(account),
    terminal,
    terminalName: terminals.get(terminal) ?? '',
    day,
    at,
  }));
}

const sums = ({ charges, gross, refunds, refunded, net }: Today) => ({
  charges,
  gross,
  refunds,
  refunded,
  net,
});

/** The present business day: of this terminal with its last ten, and of the whole vendor as sums. */
export async function todayAt(db: Database, { id, vendor }: { id: Id; vendor: Id }) {
  const [here, all] = await Promise.all([todayOf(db, vendor, id), todayOf(db, vendor)]);
  return {
    day: all.day,
    terminal: sums(here),
    vendor: sums(all),
    latest: await saleLines(db, vendor, here.sales.slice(0, latestCount)),
  };
}

export interface SaleSearch {
  amount?: number | undefined;
  /** Unix milliseconds: charges within five minutes of it. */
  around?: number | undefined;
  /** The last four characters of the charge's id. */
  lastFour?: string | undefined;
}

/** As long as refunds are possible under any policy that a campus has had; older charges are the office's. */
const searchedDays = 31;
const foundMax = 50;
const aroundMs = 5 * 60_000;

export async function findSales(
  db: Database,
  vendor: Id,
  search: SaleSearch,
  nowMs: number,
): Promise<SaleLine[]> {
  const { amount, around, lastFour } = search;
  const from = seoulDayStart(addDays(seoulDay(nowMs), -searchedDays));
  let query = db
    .selectFrom('sale')
    .select(['charge', 'amount', 'refunded', 'account', 'terminal', 'day', 'at'])
    .where('vendor', '=', vendor)
    .where('at', '>=', from);
  if (amount !== undefined) query = query.where('amount', '=', amount);
  if (around !== undefined)
    query = query.where('at', '>=', around - aroundMs).where('at', '<=', around + aroundMs);
  if (lastFour !== undefined) query = query.where('charge', 'like', `%${lastFour}`);
  return saleLines(db, vendor, await query.orderBy('sequence', 'desc').limit(foundMax).execute());
}

/** One charge with its basket and what was given back; null when it is not this vendor's. */
export async function showSale(db: Database, vendor: Id, charge: Id) {
  const known = await saleOf(db, vendor, charge);
  const [line] = known ? await saleLines(db, vendor, [known.sale]) : [];
  if (!known || !line) return null;
  const reasons = new Map((await reasonsOf(db, vendor, charge)).map((row) => [row.refund, row.reason]));
  const refunds = known.refunds.map(({ refund, amount, at }) => ({
    refund,
    amount,
    at,
    reason: reasons.get(refund) ?? null,
  }));
  return { ...line, basket: await basketOf(db, vendor, charge), refunds };
}
