import type { Id } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { RefundTable, SaleTable } from './tables.ts';

const saleColumns = [
  'charge',
  'sequence',
  'vendor',
  'terminal',
  'day',
  'account',
  'amount',
  'refunded',
  'at',
] as const;
const refundColumns = [
  'refund',
  'sequence',
  'charge',
  'vendor',
  'terminal',
  'day',
  'account',
  'amount',
  'revoked',
  'at',
] as const;

/** A vendor's charge with its refunds; null when it is another's, or none. */
export async function saleOf(
  db: Database,
  vendor: Id,
  charge: Id,
): Promise<{ sale: SaleTable; refunds: RefundTable[] } | null> {
  const own = db.selectFrom('sale').select(saleColumns).where('charge', '=', charge);
  const sale = await own.where('vendor', '=', vendor).executeTakeFirst();
  if (!sale) return null;
  const refunds = await db
    .selectFrom('refund')
    .select(refundColumns)
    .where('charge', '=', charge)
    .where('vendor', '=', vendor)
    .orderBy('sequence')
    .execute();
  return { sale, refunds };
}

export interface Today {
  /** The business day's number. */
  day: number;
  charges: number;
  /** Won charged, and of that given back today. */
  gross: number;
  refunds: number;
  refunded: number;
  net: number;
  sales: SaleTable[];
  given: RefundTable[];
}

/** A day's list is read on a tablet: the newest so many. The sums are of all. */
const listedMax = 200;

/** The vendor's present business day, of all its terminals or one. */
export async function todayOf(db: Database, vendor: Id, terminal?: Id): Promise<Today> {
  const sealed = await db
    .selectFrom('settlement')
    .select((select) => select.fn.max('day').as('day'))
    .where('vendor', '=', vendor)
    .executeTakeFirst();
  const day = (sealed?.day ?? 0) + 1;
  let sales = db.selectFrom('sale').where('vendor', '=', vendor).where('day', '=', day);
  let refunds = db.selectFrom('refund').where('vendor', '=', vendor).where('day', '=', day);
  if (terminal !== undefined) {
    sales = sales.where('terminal', '=', terminal);
    refunds = refunds.where('terminal', '=', terminal);
  }
  const sold = await sales
    .select((select) => [select.fn.countAll<number>().as('rows'), select.fn.sum<number>('amount').as('won')])
    .executeTakeFirstOrThrow();
  const back = await refunds
    .select((select) => [select.fn.countAll<number>().as('rows'), select.fn.sum<number>('amount').as('won')])
    .executeTakeFirstOrThrow();
  const gross = sold.won ?? 0;
  const refunded = back.won ?? 0;
  return {
    day,
    charges: sold.rows,
    gross,
    refunds: back.rows,
    refunded,
    net: gross - refunded,
    sales: await sales.select(saleColumns).orderBy('sequence', 'desc').limit(listedMax).execute(),
    given: await refunds.select(refundColumns).orderBy('sequence', 'desc').limit(listedMax).execute(),
  };
}
