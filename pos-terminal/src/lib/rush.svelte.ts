import { minuteMs } from '@kumoh-pay/domain';

/** A rate over less time than this says more about the first two customers than about the queue. */
const rateFromMs = 10_000;

/** A queue of equal prices: the amount stays armed after each payment, and the pace is shown. */
export class Rush {
  on = $state(false);
  people = $state(0);
  /** When each of the last minute has paid, in ms of one steady clock. */
  #paidMs = $state.raw<readonly number[]>([]);
  #sinceMs = 0;

  start(nowMs: number): void {
    this.on = true;
    this.people = 0;
    this.#paidMs = [];
    this.#sinceMs = nowMs;
  }

  stop(): void {
    this.on = false;
  }

  paid(nowMs: number): void {
    if (!this.on) return;
    this.people += 1;
    this.#paidMs = [...this.#paidMs.filter((ms) => nowMs - ms < minuteMs), nowMs];
  }

  /** People in a minute, over the last minute or since the rush began; null while it is too early to say. */
  perMinute(nowMs: number): number | null {
    const spanMs = Math.min(minuteMs, nowMs - this.#sinceMs);
    if (spanMs < rateFromMs) return null;
    const count = this.#paidMs.filter((ms) => nowMs - ms < minuteMs).length;
    return Math.round((count * minuteMs) / spanMs);
  }
}
