import { feeOf, type Id, readRequestCode, type SignedOrder, vendorSchema, won } from '@kumoh-pay/domain';
import type { ServerParts } from '../doors/context.ts';
import { todayOf } from '../index/sales.ts';
import { storedOrder } from '../order/attempt-store.ts';
import { dayFigures } from './day-figures.ts';
import { openSales, terminalNames } from './store.ts';

/** A charge whose outcome is not known yet. It ends in this day or the next, never in both. */
export interface DoubtfulCharge {
  charge: Id;
  amount: number;
  terminalName: string;
  at: number;
}

/** What sealing now would settle. The count after the seal decides: a charge in flight may still land. */
export async function closingPreview({ db, money }: Pick<ServerParts, 'db' | 'money'>, vendor: Id) {
  await money.indexed();
  const { day, charges, gross, refunds, refunded } = await todayOf(db, vendor);
  const [figures, doubtful, carried, feeBasisPoints] = await Promise.all([
    dayFigures(db, vendor, day),
    doubtfulCharges({ db }, vendor),
    carriedInto(db, vendor, day, gross - refunded),
    feeRate(money, vendor),
  ]);
  const fee = feeOf(won(gross - refunded - carried), feeBasisPoints);
  return {
    day,
    charges,
    gross,
    refunds,
    refunded,
    carried,
    fee,
    net: gross - refunded - carried - fee,
    doubtful,
    ...figures,
  };
}

/** What an earlier day with a negative net passed on: the difference between the day's boxes and its own sales. */
async function carriedInto(db: ServerParts['db'], vendor: Id, day: number, own: number): Promise<number> {
  const held = await db
    .selectFrom('day_amount')
    .select((select) => select.fn.sum<number>('amount').as('won'))
    .where('vendor', '=', vendor)
    .where('day', '=', day)
    .executeTakeFirst();
  return own - (held?.won ?? 0);
}

async function feeRate(money: ServerParts['money'], vendor: Id): Promise<number> {
  const [text] = await money.read({ records: [['vendor', vendor]] });
  return text ? vendorSchema.parse(JSON.parse(text)).feeBasisPoints : 0;
}

export async function doubtfulCharges(
  { db }: Pick<ServerParts, 'db'>,
  vendor: Id,
): Promise<DoubtfulCharge[]> {
  const terminals = await terminalNames(db, vendor);
  const open = await openSales(db);
  return open.flatMap(({ order_id: charge, type, signed, received_at: at }) => {
    const sale = saleIn(storedOrder(signed, type, 0));
    const terminalName = terminals.get(sale?.terminal ?? '');
    return sale && terminalName !== undefined ? [{ charge, amount: sale.amount, terminalName, at }] : [];
  });
}

function saleIn({ order }: SignedOrder): { terminal: Id; amount: number } | null {
  if (order.type === 'charge') return order.body;
  const request = order.type === 'pay' ? readRequestCode(order.body.request) : null;
  return request && { terminal: request.terminal, amount: request.amount };
}
