import { pending, settle } from '@kumoh-pay/device/outbox.ts';
import type { Bound } from '@kumoh-pay/device/within-reason.ts';
import type { SignedOrder } from '@kumoh-pay/domain';
import { sayWon, toasts, words } from '@kumoh-pay/ui';
import { api } from './line.ts';
import { askUntilKnown } from './order-sender.ts';

/** What a tab is asking for at this moment is not asked for twice. */
const asking = new Set<string>();
export const claim = (id: string): void => void asking.add(id);

/** Orders that a reload or a crash cut off: asked for again until their outcome is known, and then told. */
export async function finishPending(): Promise<void> {
  const { entries } = await pending();
  await Promise.all(entries.filter(({ id }) => !asking.has(id)).map(({ signed }) => finish(signed)));
}

async function finish(signed: SignedOrder): Promise<void> {
  const { order, signatures } = signed;
  if (order.type !== 'transfer' && order.type !== 'pay') return;
  claim(order.id);
  const amount = order.type === 'transfer' ? order.body.amount : null;
  const submit = (bound: Bound) =>
    order.type === 'transfer'
      ? api.money.send.mutate({ order, signatures }, bound)
      : api.money.payRequest.mutate({ order, signatures }, bound);
  const answer = await askUntilKnown<{ amount: number }>({ submit, onUnknown: () => undefined });
  if (!answer.ok && answer.code === 'SIGN_IN_AGAIN') return void asking.delete(order.id);
  await settle(order.id);
  const { resolved } = words().wallet;
  if (answer.ok) toasts.show(resolved.done(sayWon(answer.value.amount)), 'paid');
  else toasts.show(resolved.refused(amount === null ? null : sayWon(amount)), 'refused');
}
