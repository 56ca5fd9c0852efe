import {
  type Id,
  minuteMs,
  ok,
  type Result,
  refuse,
  resultSchemas,
  type SignedOrder,
} from '@kumoh-pay/domain';
import type { ServerParts } from '../doors/context.ts';
import { saleOf } from '../index/sales.ts';
import { attemptKey, findAttempt } from '../order/attempt-store.ts';
import { proveManager } from '../staff/staff.ts';
import type { Counter } from './charge.ts';
import { keepReason } from './store.ts';
import type { RefundReason } from './tables.ts';

/** A cashier may undo what this terminal charged a moment ago, whole, without a manager. Beyond: a manager's PIN. */
export const undoMs = minuteMs;

export interface RefundWish {
  signed: SignedOrder<'refund'>;
  reason: RefundReason;
  /** Who stands there and allows it; null: the cashier's own undo. */
  manager: { staff: Id; pin: string } | null;
}

export interface Given {
  refund: Id;
  charge: Id;
  amount: number;
  /** What of the charge has been given back by now, in won. */
  refunded: number;
}

/** Gives back a charge, in part or whole. Whether a manager stood there is the server's word; the ledger knows no PINs. */
export async function refundFor(
  parts: ServerParts,
  terminal: Counter,
  staff: Id,
  wish: RefundWish,
): Promise<Result<Given>> {
  const { db, money, now } = parts;
  const { order } = wish.signed;
  const { vendor, charge } = order.body;
  if (vendor !== terminal.vendor) return refuse('WRONG_VENDOR');
  if (order.body.terminal !== terminal.id) return refuse('NOT_AUTHORISED', 'terminal');
  // After a lost answer the same order comes again: it was allowed when it came first.
  if (!(await findAttempt(db, attemptKey(wish.signed)))) {
    const allowed = await allow(parts, terminal, wish);
    if (!allowed.ok) return allowed;
    const manager = wish.manager?.staff ?? null;
    await keepReason(db, {
      refund: order.id,
      charge,
      vendor,
      reason: wish.reason,
      staff,
      manager,
      at: now(),
    });
  }
  const answer = await money.submitOrder(wish.signed);
  if (answer.state === 'refused') return refuse(answer.code, answer.detail);
  if (answer.state !== 'committed') return refuse(answer.state === 'void' ? 'ORDER_VOID' : 'OUTCOME_UNKNOWN');
  const { refund, amount, refunded } = resultSchemas.refund.parse(answer.result);
  return ok({ refund, charge, amount, refunded });
}

async function allow(
  parts: ServerParts,
  terminal: Counter,
  { signed, manager }: RefundWish,
): Promise<Result<null>> {
  const { db, money, now } = parts;
  const { charge, amount } = signed.order.body;
  await money.indexed();
  const known = await saleOf(db, terminal.vendor, charge);
  if (!known) return refuse('UNKNOWN_CHARGE');
  if (manager) {
    const proven = await proveManager(parts, terminal.vendor, manager.staff, manager.pin);
    return proven.ok ? ok(null) : proven;
  }
  const { sale } = known;
  const justNow = sale.terminal === terminal.id && now() - sale.at <= undoMs;
  return justNow && sale.refunded === 0 && amount === sale.amount
    ? ok(null)
    : refuse('NOT_AUTHORISED', 'manager');
}
