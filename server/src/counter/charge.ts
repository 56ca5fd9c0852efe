import {
  type Id,
  ok,
  type Result,
  type ResultOf,
  readRequestCode,
  refuse,
  resultSchemas,
  type SignedOrder,
} from '@kumoh-pay/domain';
import { transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { saleOf } from '../index/sales.ts';
import { storedOrder } from '../order/attempt-store.ts';
import { findStaff } from '../staff/store.ts';
import { linkPart } from '../wallet/part.ts';
import { chargeAnswer, type PaidSale, paidSale, saleAnswer } from './sale-answer.ts';
import { type BasketLine, keepBasket, saleAttempts } from './store.ts';

/** The terminal that asks, as its session says. */
export interface Counter {
  id: Id;
  vendor: Id;
}
type Parts = Pick<ServerParts, 'db' | 'money' | 'now'>;

export interface ChargeWish {
  signed: SignedOrder<'charge'>;
  basket: readonly BasketLine[];
  /** The refused charge of which this takes the part that the member has named. */
  partOf?: Id | null | undefined;
}

/** Takes payment. Vendor and terminal in the order must be those of the session; the basket is kept before anything is sent. */
export async function chargeFor(
  { db, money, now }: Parts,
  terminal: Counter,
  staff: Id,
  { signed, basket, partOf }: ChargeWish,
): Promise<Result<PaidSale>> {
  const { id, body } = signed.order;
  if (body.vendor !== terminal.vendor) return refuse('WRONG_VENDOR');
  if (body.terminal !== terminal.id) return refuse('NOT_AUTHORISED', 'terminal');
  const { id: at, vendor } = terminal;
  const row = { charge: id, vendor, terminal: at, staff, at: now() };
  if (partOf) {
    await transaction(db, async (tx) => {
      await keepBasket(tx, row, basket);
      // Before it is sent, so that receipt and report know of the cash beside it as soon as it is paid.
      await linkPart(tx, vendor, partOf, id);
    });
  } else await keepBasket(db, row, basket);
  return saleAnswer(db, await money.submitOrder(signed));
}

/** Only what says of itself that it was taken offline; whose staff it was must be of this vendor. */
export async function lateCharge(
  parts: Parts,
  terminal: Counter,
  { signed, basket, staff }: ChargeWish & { staff: Id },
): Promise<Result<PaidSale>> {
  if (signed.order.body.offline === undefined) return refuse('BAD_ORDER', 'not taken offline');
  const person = await findStaff(parts.db, staff);
  if (person?.vendor !== terminal.vendor) return refuse('NOT_AUTHORISED', 'staff');
  return chargeFor(parts, terminal, staff, { signed, basket });
}

/**
 * What became of a charge id. `unsent`: this server has never seen it, so nothing can have happened by it yet.
 * A charge that is still under way is waited for; a request is `unsent` until a phone has paid it.
 */
export type Outcome = { is: 'unsent' } | { is: 'answered'; answer: Result<PaidSale> };

export async function outcomeOf({ db, money }: Parts, terminal: Counter, charge: Id): Promise<Outcome> {
  const known = await saleOf(db, terminal.vendor, charge);
  if (known) return { is: 'answered', answer: ok(await paidSale(db, known.sale)) };
  for (const row of await saleAttempts(db, charge)) {
    const signed = storedOrder(row.signed, row.type, 0);
    if (!isOf(terminal, signed)) continue;
    // One phone's refused payment leaves the request open for the next.
    if (row.type === 'pay' && row.state === 'refused') continue;
    return { is: 'answered', answer: await saleAnswer(db, await money.submitOrder(signed)) };
  }
  return { is: 'unsent' };
}

function isOf({ id, vendor }: Counter, { order }: SignedOrder): boolean {
  if (order.type === 'charge') return order.body.vendor === vendor;
  return order.type === 'pay' && readRequestCode(order.body.request)?.terminal === id;
}

/** Makes sure that it did not happen, or learns that it did: of a charge and its void exactly one commits. */
export async function voidCharge(
  { db, money }: Parts,
  terminal: Counter,
  signed: SignedOrder<'void'>,
): Promise<Result<{ outcome: 'void' } | { outcome: 'committed'; sale: PaidSale }>> {
  const { body } = signed.order;
  if (body.type === 'order' || body.vendor !== terminal.vendor) return refuse('WRONG_VENDOR');
  const answer = await money.submitOrder(signed);
  if (answer.state === 'refused') return refuse(answer.code, answer.detail);
  if (answer.state !== 'committed') return refuse('OUTCOME_UNKNOWN');
  const { outcome, result }: ResultOf<'void'> = resultSchemas.void.parse(answer.result);
  if (outcome === 'void') return ok({ outcome });
  const sale = await chargeAnswer(db, result);
  return sale.ok ? ok({ outcome, sale: sale.value }) : sale;
}
