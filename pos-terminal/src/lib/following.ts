import type { Id } from '@kumoh-pay/domain';

/** The charges that are being asked for at this moment; each is asked for once. */
export class Following {
  readonly #stops = new Map<Id, AbortController>();

  has(charge: Id): boolean {
    return this.#stops.has(charge);
  }

  begin(charge: Id): AbortSignal {
    const stop = new AbortController();
    this.#stops.set(charge, stop);
    return stop.signal;
  }

  /** The outcome is known, or nobody may ask just now: the asking ends. */
  end(charge: Id): void {
    this.#stops.get(charge)?.abort();
    this.#stops.delete(charge);
  }
}
