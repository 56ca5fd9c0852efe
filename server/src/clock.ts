import { minuteMs, secondMs } from '@kumoh-pay/domain';

/** Codes live 75 seconds and orders ten minutes; a server further off than this would refuse honest phones. */
export const clockErrorMax = 5 * secondMs;
const everyMs = 10 * minuteMs;
const answerWithinMs = 5 * secondMs;

export interface Clock {
  /** How far this machine's clock is ahead of the source, ms; null before the first answer, or without a source. */
  errorMs(): number | null;
  /** Plain words; none: the clock is right, or nobody has named a source. */
  whyNotReady(): string[];
  stop(): void;
}

/** Compares this machine's clock with the `Date` header of a web server that is trusted for it; a source that is silent changes nothing. */
export async function watchClock(source: string | undefined): Promise<Clock> {
  let error: number | null = null;
  const look = async () => {
    if (source === undefined) return;
    const measured = await clockError(source).catch(() => null);
    if (measured !== null) error = measured;
  };
  await look();
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return {
    errorMs: () => error,
    whyNotReady: () =>
      error !== null && Math.abs(error) > clockErrorMax
        ? [
            `this machine's clock is ${Math.round(Math.abs(error) / secondMs)} s ${error > 0 ? 'ahead' : 'behind'}`,
          ]
        : [],
    stop: () => clearInterval(timer),
  };
}

/** The header has whole seconds: half of one is added, and half the way there and back. */
async function clockError(source: string): Promise<number | null> {
  const asked = Date.now();
  const answer = await fetch(source, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(answerWithinMs),
  });
  const answered = Date.now();
  const told = Date.parse(answer.headers.get('date') ?? '');
  return Number.isNaN(told) ? null : (asked + answered) / 2 - (told + secondMs / 2);
}
