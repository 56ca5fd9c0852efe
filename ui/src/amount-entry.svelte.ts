import { amountMax } from '@kumoh-pay/domain/won.ts';

/**
 * An amount being typed: digits, quick additions, and the add-up key of a pocket calculator (1,500 + 2,000).
 * A key that would pass `max` does nothing but raise `refused`, so that the screen can say the limit.
 */
export class AmountEntry {
  /** The most it may become, in won. */
  readonly max: number;
  /** Added up and done with. */
  parts = $state.raw<readonly number[]>([]);
  /** Being typed. */
  #typed = $state(0);
  /** Counts the keys that were refused; a change is a reason to shake. */
  refused = $state(0);

  total = $derived(this.parts.reduce((sum, part) => sum + part, 0) + this.#typed);
  empty = $derived(this.parts.length === 0 && this.#typed === 0);

  constructor(max: number = amountMax) {
    this.max = max;
  }

  get typed(): number {
    return this.#typed;
  }

  /** A key of the pad: one digit, or `00`. */
  press(digits: string): void {
    if (!/^\d{1,2}$/.test(digits)) return;
    this.#become(this.#typed * 10 ** digits.length + Number(digits));
  }

  /** +1천, +5천, +1만. */
  add(amount: number): void {
    this.#become(this.#typed + amount);
  }

  /** Keeps what was typed as one part and waits for the next. */
  addUp(): void {
    if (this.#typed === 0) return;
    this.parts = [...this.parts, this.#typed];
    this.#typed = 0;
  }

  /** The last digit; when nothing is typed, the last part comes back to be changed. */
  erase(): void {
    if (this.#typed > 0) {
      this.#typed = Math.floor(this.#typed / 10);
      return;
    }
    this.#typed = this.parts.at(-1) ?? 0;
    this.parts = this.parts.slice(0, -1);
  }

  clear(): void {
    this.parts = [];
    this.#typed = 0;
  }

  /** Begins with an amount that is known, of an item or an earlier sale. */
  set(amount: number): void {
    this.parts = [];
    this.#typed = 0;
    this.#become(amount);
  }

  #become(typed: number): void {
    if (this.total - this.#typed + typed > this.max) this.refused += 1;
    else this.#typed = typed;
  }
}
