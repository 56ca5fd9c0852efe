import type { Id } from '@kumoh-pay/domain';

/**
 * A phone counts as taken away after so long unseen: longer than the reader's misses in an unsteady hand, shorter than
 * the step from the counter and back.
 */
export const awayAfterMs = 2_000;

/** Whether the phone that paid last has been before the camera ever since. Its next code is then no wish to pay again. */
export class Presence {
  #payer: Id | null = null;
  #seenMs = 0;
  #allowed = false;

  /** @param nowMs of one steady clock, here and below. */
  paid(payer: Id, nowMs: number): void {
    this.#payer = payer;
    this.#seenMs = nowMs;
    this.#allowed = false;
  }

  /** A picture or a scanner has shown a code of this account. */
  see(account: Id, nowMs: number): void {
    if (account === this.#payer && !this.#isAway(nowMs)) this.#seenMs = nowMs;
  }

  /** True when a code of this account may be the last payer's phone that nobody has taken away. */
  isStill(account: Id, nowMs: number): boolean {
    return account === this.#payer && !this.#allowed && !this.#isAway(nowMs);
  }

  /** The cashier has said that the same member pays once more. */
  allow(): void {
    this.#allowed = true;
  }

  #isAway(nowMs: number): boolean {
    return nowMs - this.#seenMs >= awayAfterMs;
  }
}
