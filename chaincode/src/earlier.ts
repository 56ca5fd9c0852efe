import { type Canonical, type Order, Refusal } from '@kumoh-pay/domain';
import { requireParts } from './parts.ts';
import { vendorOfSale } from './request.ts';
import { committedSale } from './sale.ts';
import type { State } from './state.ts';

/**
 * The first result of an order that has committed, or null.
 * @throws ORDER_ID_REUSED when the id was used with another content, ORDER_VOID when it was voided.
 */
export async function findEarlier(
  state: State,
  order: Order,
  digest: string,
  part: number | null,
): Promise<{ result: unknown } | null> {
  if (order.type === 'void') return null; // A void looks for what it stops by itself.
  if (order.type === 'charge' || order.type === 'pay') return earlierSale(state, order, digest);
  requireParts(order, part);
  const whole = await state.get('done', order.type, order.id);
  if (whole?.state === 'void') {
    const done = part === null ? null : await state.get('done', order.type, order.id, String(part));
    if (done?.state === 'done' && done.digest === digest) return { result: done.result };
    throw new Refusal('ORDER_VOID');
  }
  const record = part === null ? whole : await state.get('done', order.type, order.id, String(part));
  if (!record || record.state === 'void') return null;
  if (record.digest !== digest) throw new Refusal('ORDER_ID_REUSED');
  return { result: record.result };
}

async function earlierSale(state: State, order: Order, digest: string): Promise<{ result: unknown } | null> {
  const vendor = await vendorOfSale(state, order);
  const earlier = vendor === null ? null : await committedSale(state, vendor, order.id);
  if (!earlier) return null;
  if (earlier === 'void') throw new Refusal('ORDER_VOID');
  if (earlier.digest !== digest) throw new Refusal('ORDER_ID_REUSED');
  return { result: earlier.result };
}

/** Sales keep their own record, and a void writes the record of what it stops. */
export function recordDone(
  state: State,
  order: Order,
  digest: string,
  part: number | null,
  { result, by }: { result: Canonical; by: readonly string[] },
): void {
  if (order.type === 'charge' || order.type === 'pay' || order.type === 'void') return;
  const parts = part === null ? [order.type, order.id] : [order.type, order.id, String(part)];
  const signers = part === 0 ? { by: [...by] } : {};
  state.put('done', parts, { state: 'done', digest, result: result as never, ...signers });
}
