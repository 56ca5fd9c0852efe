import type { Order } from '@kumoh-pay/domain';
import { refuseIf } from './facts.ts';

/** Ten minutes either way, or until when an officer says, two weeks at most. */
export function requireFresh(order: Order, now: number): void {
  if (order.type === 'charge' && order.body.offline !== undefined) {
    refuseIf(order.at > now + 120_000 || now - order.at > 86_400_000, 'STALE_ORDER');
    return;
  }
  const until = 'until' in order.body ? order.body.until : undefined;
  if (until === undefined) {
    refuseIf(Math.abs(now - order.at) > 600_000, 'STALE_ORDER');
    return;
  }
  refuseIf(until < order.at || until - order.at > 14 * 86_400_000, 'BAD_ORDER');
  refuseIf(now > until || order.at > now + 120_000, 'STALE_ORDER');
}
