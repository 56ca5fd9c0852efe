import { pending, settle, storeOrder } from '@kumoh-pay/device/outbox.ts';
import { type Result, refuse, type SignedOrder } from '@kumoh-pay/domain';
import { askUntilKnown } from './ask.ts';

/** Keeps the order on this tablet's disk, sends it, and asks with the same order until its outcome is known. */
export async function sendOrder<T>(
  signed: SignedOrder,
  note: string,
  ask: () => Promise<Result<T>>,
  onUnknown: () => void,
): Promise<Result<T>> {
  await storeOrder(signed, note);
  return finishOrder(signed.order.id, ask, onUnknown, true);
}

async function finishOrder<T>(
  id: string,
  ask: () => Promise<Result<T>>,
  onUnknown: () => void,
  fresh: boolean,
): Promise<Result<T>> {
  const asked = await askUntilKnown({ ask, fresh, onUnknown, signal: new AbortController().signal });
  // Locked in between: it stays in the outbox and is asked for after the next unlock.
  if (asked === 'locked' || asked === 'stopped') return refuse('SIGN_IN_AGAIN');
  await settle(id);
  return asked;
}

/** What a reload, a crash or the lock cut off, of one type; asked for until it is known. */
export async function finishPending<T>(
  type: SignedOrder['order']['type'],
  ask: (signed: SignedOrder, note: string) => Promise<Result<T>>,
  tell: (signed: SignedOrder, answer: Result<T>) => void,
): Promise<void> {
  const { entries } = await pending();
  const left = entries.filter(({ signed }) => signed.order.type === type);
  await Promise.all(
    left.map(async ({ id, signed, note }) => {
      const answer = await finishOrder(
        id,
        () => ask(signed, note),
        () => undefined,
        false,
      );
      if (answer.ok || answer.code !== 'SIGN_IN_AGAIN') tell(signed, answer);
    }),
  );
}
