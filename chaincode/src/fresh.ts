import {
  type Order,
  officerOrderLifetimeMs,
  offlineSendMs,
  orderAheadMs,
  orderFreshMs,
  Refusal,
} from '@kumoh-pay/domain';

/**
 * Orders of terminals and accounts are good within ten minutes of `at`, a charge that was taken offline within 24 hours
 * after it; one that waits for officers says how long, at most 14 days.
 * @throws STALE_ORDER, or BAD_ORDER for an `until` too far off.
 */
export function requireFresh(order: Order, now: number): void {
  if (order.type === 'charge' && order.body.offline !== undefined) {
    if (order.at > now + orderAheadMs || now - order.at > offlineSendMs) throw new Refusal('STALE_ORDER');
    return;
  }
  const until = 'until' in order.body ? order.body.until : undefined;
  if (until === undefined) {
    if (Math.abs(now - order.at) > orderFreshMs) throw new Refusal('STALE_ORDER');
    return;
  }
  if (until < order.at || until - order.at > officerOrderLifetimeMs) throw new Refusal('BAD_ORDER', 'until');
  if (now > until || order.at > now + orderAheadMs) throw new Refusal('STALE_ORDER');
}
