import { type Id, minuteMs } from '@kumoh-pay/domain';
import { Wakes } from '../live/wake.ts';

/** As long as any stream lasts: the rows are read again for news, and not for the time. */
const longestWaitMs = 10 * minuteMs;

/** Wakes an officer's open pages when there is more of a file, or another one. The rows are the truth. */
const wakes = new Wakes();

/** Call it once the rows are committed. */
export const tellExports = (officer: Id): void => wakes.wake([officer]);

/** Hears from now on, also while nobody waits: what came since the last `next` is news at once. */
export function hearExports(officer: Id, ends: AbortSignal) {
  const { next, stop } = wakes.listen(officer);
  return { next: () => next(longestWaitMs, ends), stop };
}
