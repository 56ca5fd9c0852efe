import type { OrderOf } from '@kumoh-pay/domain';
import { api } from './line.ts';
import { newOrder, untilForTwo } from './signing.svelte.ts';
import { signAndPropose } from './submit.ts';

type Receivers = OrderOf<'revoke'>['body']['receivers'];

/** Asks for what is unspent to be taken back. @param receivers ascending by account. */
export function proposeRevoke(programme: string, receivers: Receivers): Promise<boolean> {
  const order = newOrder('revoke', { until: untilForTwo(), programme, receivers });
  return signAndPropose(order, (signatures) =>
    api.approval.propose.mutate({ signed: { order, signatures }, shown: null }),
  );
}
