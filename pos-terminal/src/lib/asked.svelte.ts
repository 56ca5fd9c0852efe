import type { Id } from '@kumoh-pay/domain';
import { AmountEntry } from '@kumoh-pay/ui/amount-entry.svelte.ts';
import { Basket, type BasketLine } from './basket.svelte.ts';
import { draft } from './draft.ts';

/** After a shortfall the member has named on the phone what the vouchers are to pay of `of` won. */
export interface Part {
  /** The charge that was refused. */
  refused: Id;
  account: Id;
  amount: number;
  of: number;
}

/** What the next customer is asked for: items and what is typed, put together and then armed. */
export class Asked {
  readonly entry: AmountEntry;
  readonly basket = new Basket();
  readonly amount = $derived.by(() => this.basket.total + this.entry.total);
  #armed = $state(0);
  /** Counts armings and charges: what was begun in an earlier turn may be for somebody who has gone. */
  #turn = 0;
  /** What the vouchers pay of the amount; the rest is taken in cash. */
  part = $state.raw<Part | null>(null);
  /** The amount that a code would pay now; null when nothing is armed, or was changed since. */
  readonly ready = $derived.by(() => {
    if (this.#armed === 0 || this.#armed !== this.amount) return null;
    return this.part?.of === this.#armed ? this.part.amount : this.#armed;
  });

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
    this.#turn += 1;
  }

  /** Call before a question: afterwards it says whether the same is still asked of the same customer. */
  question(): () => boolean {
    const [turn, ready] = [this.#turn, this.ready];
    return () => this.#turn === turn && this.ready === ready;
  }

  /** A charge begins: the turn is its payer's. */
  taken(): void {
    this.#turn += 1;
  }

  /** False when it is a part of another amount than this one. */
  takePart(part: Part): boolean {
    if (part.of !== this.amount) return false;
    this.part = part;
    this.arm();
    return true;
  }

  disarm(): void {
    this.#armed = 0;
    this.part = null;
  }

  /** What keys have typed: the parts that are added up, and the one being typed. */
  get typed(): readonly number[] {
    return [...this.entry.parts, this.entry.typed];
  }

  /** As `typed` was before: what came since was a scanner's. */
  putBack(before: readonly number[]): void {
    const typing = before.at(-1) ?? 0;
    this.entry.clear();
    this.entry.parts = before.slice(0, -1);
    if (typing > 0) this.entry.add(typing);
  }

  get lines(): readonly BasketLine[] {
    return this.basket.linesWith(this.entry.total);
  }

  clear(): void {
    this.entry.clear();
    this.basket.clear();
    this.disarm();
  }
}
