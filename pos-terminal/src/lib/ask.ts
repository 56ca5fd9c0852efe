import { isServersNo, troubleOf } from '@kumoh-pay/device/trouble.ts';
import { type ErrorCode, type Result, refuse } from '@kumoh-pay/domain';

/** The pauses between two questions for an outcome: short at first, since most are known within a second. */
const pauses = { firstMs: 300, mostMs: 3_000 };

export interface Asking<T> {
  ask: () => Promise<Result<T>>;
  /** Nothing was ever sent before: then the server's own no to the first question means that nothing happened. */
  fresh: boolean;
  /** A question had no answer, or "not known yet"; it goes on. */
  onUnknown: () => void;
  /** Somebody else has learned the outcome, or nobody asks any more. */
  signal: AbortSignal;
  pause?: (ms: number) => Promise<void>;
}

/** The outcome, `locked` when only an unlocked counter may go on asking, or `stopped`. */
export type Asked<T> = Result<T> | 'locked' | 'stopped';

const realPause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks with the same order until its outcome is known. Silence says nothing: the order may have arrived.
 */
export async function askUntilKnown<T>({
  ask,
  fresh,
  onUnknown,
  signal,
  pause = realPause,
}: Asking<T>): Promise<Asked<T>> {
  let waitMs = pauses.firstMs;
  for (let first = fresh; !signal.aborted; first = false) {
    const answer = await once(ask, first);
    if (answer !== 'unknown') return signal.aborted ? 'stopped' : answer;
    onUnknown();
    await pause(waitMs);
    waitMs = Math.min(2 * waitMs, pauses.mostMs);
  }
  return 'stopped';
}

async function once<T>(
  ask: () => Promise<Result<T>>,
  first: boolean,
): Promise<Result<T> | 'unknown' | 'locked'> {
  try {
    const answer = await ask();
    return !answer.ok && isUndecided(answer.code) ? 'unknown' : answer;
  } catch (error) {
    if (!isServersNo(error)) return 'unknown';
    const code = troubleOf(error);
    if (code === 'SIGN_IN_AGAIN' && !first) return 'locked';
    return first ? refuse(code) : 'unknown';
  }
}

const isUndecided = (code: ErrorCode): boolean => code === 'OUTCOME_UNKNOWN';
