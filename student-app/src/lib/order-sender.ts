import { settle, storeOrder } from '@kumoh-pay/device/outbox.ts';
import { isServersNo, troubleOf } from '@kumoh-pay/device/trouble.ts';
import { type Bound, withinReason } from '@kumoh-pay/device/within-reason.ts';
import { type Result, refuse, type SignedOrder } from '@kumoh-pay/domain';

/** The pauses between two questions for an outcome: short at first, since most are known within a second. */
const pauses = { firstMs: 400, mostMs: 5_000 };

export interface Sending<T> {
  signed: SignedOrder;
  /** Sends the order, always the same bytes with the same id. A silence that reaches its bound is "unknown". */
  submit: (bound: Bound) => Promise<Result<T>>;
  /** Called once, when the first answer is not the last word. */
  onUnknown: () => void;
  /** Words of the app about the order, kept beside it. */
  note?: string;
}

type Pause = (ms: number) => Promise<void>;
const realPause: Pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Keeps the order on this phone's disk, sends it, and asks again with the same order until the ledger's answer is known:
 * a lost answer, a reload or a second tap never sends twice.
 */
export async function sendOrder<T>(sending: Sending<T>, pause = realPause): Promise<Result<T>> {
  try {
    await storeOrder(sending.signed, sending.note);
  } catch (error) {
    return refuse(troubleOf(error));
  }
  const answer = await askUntilKnown(sending, pause);
  // Signed out in between: the order may have committed, so it stays and is asked for after the next sign-in.
  if (!answer.ok && answer.code === 'SIGN_IN_AGAIN') return answer;
  // A disk that fails now changes no answer: what stays there is asked for again, and told again.
  await settle(sending.signed.order.id).catch(() => undefined);
  return answer;
}

export async function askUntilKnown<T>(
  { submit, onUnknown }: Omit<Sending<T>, 'signed'>,
  pause = realPause,
  bound = withinReason,
): Promise<Result<T>> {
  let told = false;
  for (let waitMs = pauses.firstMs; ; waitMs = Math.min(2 * waitMs, pauses.mostMs)) {
    const answer = await ask(() => submit(bound()));
    if (answer !== 'unknown') return answer;
    if (!told) onUnknown();
    told = true;
    await pause(waitMs);
  }
}

async function ask<T>(submit: () => Promise<Result<T>>): Promise<Result<T> | 'unknown'> {
  try {
    const answer = await submit();
    return !answer.ok && answer.code === 'OUTCOME_UNKNOWN' ? 'unknown' : answer;
  } catch (error) {
    // No answer says nothing about the order: it may have arrived. Only the server's own no is one.
    return isServersNo(error) ? refuse(troubleOf(error)) : 'unknown';
  }
}
