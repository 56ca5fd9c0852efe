import { setTimeout as pause } from 'node:timers/promises';

/**
 * Long work in pieces, that rests after each as long as that piece took: two hundred receivers of an issue, or a box of a
 * sealed day, fill the ledger for a moment, and one right behind the other kept the counters' charges waiting. Never longer than this.
 */
const restMostMs = 500;

export class Pace {
  #tookMs = 0;

  /** Rests first, unless this is the first piece; an aborted rest ends at once and the piece is done. */
  async piece<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    if (this.#tookMs > 0)
      await pause(Math.min(this.#tookMs, restMostMs), undefined, { signal }).catch(() => undefined);
    const begun = performance.now();
    try {
      return await work();
    } finally {
      this.#tookMs = performance.now() - begun;
    }
  }
}
