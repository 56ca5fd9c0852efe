import { AmountEntry } from '@kumoh-pay/ui/amount-entry.svelte.ts';
import { Basket, type BasketLine } from './basket.svelte.ts';
import { draft } from './draft.ts';

/** What the next customer is asked for: items and what is typed, put together and then armed. */
export class Asked {
  readonly entry: AmountEntry;
  readonly basket = new Basket();
  readonly amount = $derived.by(() => this.basket.total + this.entry.total);
  #armed = $state(0);
  /** The amount that a code would pay now; null when nothing is armed, or was changed since. */
  readonly ready = $derived.by(() => (this.#armed > 0 && this.#armed === this.amount ? this.#armed : null));

  constructor(chargeCap: number) {
    this.entry = new AmountEntry(chargeCap);
    const kept = draft.read();
    if (kept) this.basket.set(kept.lines);
    if (kept && kept.typed > 0) this.entry.set(kept.typed);
  }

  /** After each change: a reload or crash finds the basket again. */
  keep(): void {
    const empty = this.amount === 0;
    draft.write(empty ? null : { typed: this.entry.total, lines: [...this.basket.lines] });
  }

  arm(): void {
    this.#armed = this.amount;
  }

  disarm(): void {
    this.#armed = 0;
  }

  get lines(): readonly BasketLine[] {
    return this.basket.linesWith(this.entry.total);
  }

  clear(): void {
    this.entry.clear();
    this.basket.clear();
    this.#armed = 0;
  }
}
