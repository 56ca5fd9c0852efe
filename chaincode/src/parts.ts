import { type Order, partsOf, Refusal } from '@kumoh-pay/domain';
import type { State } from './state.ts';

/** Long orders are executed in parts, each with an idempotency record of its own. */
export type LongOrder = Extract<Order, { type: 'issue' | 'revoke' }>;
export const isLong = (order: Order): order is LongOrder => order.type === 'issue' || order.type === 'revoke';

/** @throws BAD_ORDER when a long order comes without its part's number, or another with one. */
export function requireParts(order: Order, part: number | null): void {
  if (!isLong(order)) {
    if (part !== null) throw new Refusal('BAD_ORDER', 'part');
    return;
  }
  if (part === null || part >= partsOf(order.type, order.body.receivers.length))
    throw new Refusal('BAD_ORDER', 'part');
}

/** True for a part after the first of an order that was judged. @throws BAD_ORDER when part 0 has not committed. */
export async function isLaterPart(
  state: State,
  order: Order,
  digest: string,
  part: number | null,
): Promise<boolean> {
  if (!isLong(order) || part === null || part === 0) return false;
  const first = await state.get('done', order.type, order.id, '0');
  if (first?.state !== 'done') throw new Refusal('BAD_ORDER', 'the first part comes first');
  if (first.digest !== digest) throw new Refusal('ORDER_ID_REUSED');
  return true;
}
