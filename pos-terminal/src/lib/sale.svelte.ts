import { type ErrorCode, type Id, newId, readScanned, type Result, requestLifetimeMs } from '@kumoh-pay/domain';
import { AmountEntry } from '@kumoh-pay/ui/amount-entry.svelte.ts';
import { z } from 'zod';
import { askUntilKnown } from './ask.ts';
import { Basket, type BasketLine } from './basket.svelte.ts';
import { basketLineSchema, keep } from './kept.ts';
import type { PaidSale, SaleDoor } from './sale-door.ts';
import type { Signed } from './sign.ts';
import type { Aside, Note, Outcome, Stage } from './stage.ts';
import { troubleOf } from './trouble.ts';

/** No answer for so long, and the screen says that it is being found out. */
const amberAfterMs = 2_500;
/** A line under the camera stays as long as it takes to read. */
const noteShownMs = 5_000;

const draft = keep('sale', z.object({ typed: z.int().min(0), lines: z.array(basketLineSchema) }));
const shownRequest = keep(
  'request',
  z.object({ charge: z.string(), amount: z.int(), digits: z.string(), endsAt: z.int() }),
);

type Shown = Exclude<Stage, { is: 'typing' | 'armed' }>;

/** One sale after another: what is asked, what was shown, and what became of it. */
export class Sale {
  entry = $state.raw(new AmountEntry());
  readonly basket = new Basket();
  amount = $derived(this.basket.total + this.entry.total);
  /** Set aside while unknown; newest last. */
  aside = $state.raw<readonly Aside[]>([]);
  note = $state.raw<Note | null>(null);
  voiding = $state(false);
  #armed = $state(0);
  #shown = $state.raw<Shown | null>(null);
  stage = $derived<Stage>(
    this.#shown ??
      (this.#armed > 0 && this.#armed === this.amount ? { is: 'armed', amount: this.#armed } : { is: 'typing' }),
  );

  readonly #door: SaleDoor;
  readonly #walletAddress: string;
  readonly #following = new Map<Id, AbortController>();
  /** The code that the last result came from, and whose it was: it may still be in view. */
  #last: { digits: string; account: Id; amount: number; paid: boolean } | null = null;
  #noteTimer: ReturnType<typeof setTimeout> | undefined;
  /** Called when a code in view may be told again. */
  onLookAgain: () => void = () => undefined;

  constructor(door: SaleDoor, walletAddress: string, chargeCap: number) {
    this.#door = door;
    this.#walletAddress = walletAddress;
    this.entry = new AmountEntry(chargeCap);
    const kept = draft.read();
    if (kept) this.basket.set(kept.lines);
    if (kept && kept.typed > 0) this.entry.set(kept.typed);
  }

  /** After each change: a reload or crash finds the basket again. */
  keepDraft(): void {
    const empty = this.amount === 0;
    draft.write(empty ? null : { typed: this.entry.total, lines: [...this.basket.lines] });
  }

  /** From now on a code that is shown is charged. */
  arm(): void {
    if (this.#shown || this.amount === 0) return;
    if (this.amount > this.entry.max) return this.say('CHARGE_CAP');
    this.#armed = this.amount;
    this.note = null;
    this.onLookAgain();
  }

  disarm(): void {
    this.#armed = 0;
  }

  /** What a camera or a scanner has read: data from a stranger. */
  scanned(text: string): void {
    const scanned = readScanned(text, this.#walletAddress);
    const { stage } = this;
    if (stage.is === 'charging' || stage.is === 'unknown' || stage.is === 'request') return;
    if (scanned.is !== 'pay') return this.say(scanned.is === 'newer' ? 'APP_TOO_OLD' : 'NOT_A_CODE');
    const { digits, code } = scanned;
    if (stage.is === 'paid' && code.account === this.#last?.account) return;
    if (stage.is !== 'typing' && stage.is !== 'armed') {
      // The same code still in view is no next one.
      if (digits === this.#last?.digits) return;
      this.dismiss();
    }
    if (this.stage.is !== 'armed') return this.say('ARM_FIRST');
    if (digits === this.#last?.digits && (this.#last.paid || this.#last.amount === this.amount)) {
      return this.say('STILL_PAID');
    }
    void this.#charge(digits, code.account);
  }

  /** The member reads out eight digits from the phone. */
  async number(number: string): Promise<void> {
    if (this.stage.is !== 'armed') return;
    try {
      const answer = await this.#door.codeForNumber(number);
      if (answer.ok) this.scanned(answer.value);
      else this.say(answer.code);
    } catch (error) {
      this.say(troubleOf(error));
    }
  }

  /** Puts the result away. What was paid is done with; what was refused may be tried with another code. */
  dismiss(): void {
    const { stage } = this;
    if (stage.is === 'unknown') {
      this.aside = [...this.aside, stage];
      this.#clear();
    }
    if (stage.is !== 'charging' && stage.is !== 'request') this.#shown = null;
    this.onLookAgain();
  }

  /** Seen and done with. An unknown one stays. */
  dismissAside(charge: Id): void {
    this.aside = this.aside.filter((one) => one.charge !== charge || one.is === 'unknown');
  }

  /** Brings one that was set aside back to the screen. */
  openAside(charge: Id): void {
    const one = this.aside.find((candidate) => candidate.charge === charge);
    if (!one || this.#shown) return;
    this.aside = this.aside.filter((candidate) => candidate !== one);
    this.#shown = one;
  }

  /** Makes sure that an unknown charge did not happen, or learns that it did. */
  async void(charge: Id, type: 'charge' | 'pay' = 'charge'): Promise<void> {
    if (this.voiding) return;
    this.voiding = true;
    try {
      const answer = await this.#door.void(type, charge);
      if (!answer.ok) this.say(answer.code);
      else if (answer.value.outcome === 'committed') await this.#paid(answer.value.sale);
      else await this.#end(charge, (amount) => ({ is: 'voided', charge, amount }));
    } catch (error) {
      this.say(troubleOf(error));
    } finally {
      this.voiding = false;
    }
  }

  /** The live stream tells of every sale of this vendor. */
  heard(sale: PaidSale): void {
    if (this.#following.has(sale.charge) || this.#isShown(sale.charge)) void this.#paid(sale);
  }

  /** Charges that a reload, a crash or the lock cut off. The newest is shown; all are asked for until they are known. */
  async resume(): Promise<void> {
    const left = (await this.#door.pending()).filter(({ signed }) => !this.#following.has(signed.order.id));
    for (const { signed, storedAt } of left) {
      const { id: charge } = signed.order;
      const { amount } = signed.order.body;
      const amber: Aside = { is: 'unknown', charge, amount, since: storedAt };
      if (!this.#isShown(charge) && !this.aside.some((one) => one.charge === charge)) {
        if (this.#shown) this.aside = [...this.aside, amber];
        else this.#shown = amber;
      }
    }
    await Promise.all([this.#resumeRequest(), ...left.map(({ signed, basket }) => this.#follow(signed, basket, false))]);
  }

  /** A request on the screen, for a phone that scans it. */
  async request(): Promise<void> {
    const { stage } = this;
    if (stage.is !== 'armed') return;
    const [charge, { amount }] = [newId(), stage];
    const endsAt = this.#door.now() + requestLifetimeMs;
    try {
      const digits = await this.#door.signRequest(charge, amount, endsAt);
      shownRequest.write({ charge, amount, digits, endsAt });
      this.#shown = { is: 'request', charge, amount, digits, endsAt };
      await this.#door.keepRequest(charge, this.#lines());
    } catch (error) {
      // The request works without its items in the day's figures; one that could not be signed is not shown.
      if (!this.#isShown(charge)) this.say(this.#door.ownTrouble(error));
    }
  }

  /** Takes the request back: it is voided, so that nobody pays it later. */
  cancelRequest(): Promise<void> {
    const { stage } = this;
    return stage.is === 'request' ? this.void(stage.charge, 'pay') : Promise.resolve();
  }

  say(note: Note): void {
    this.note = note;
    clearTimeout(this.#noteTimer);
    this.#noteTimer = setTimeout(() => (this.note = null), noteShownMs);
  }

  async #charge(digits: string, account: Id): Promise<void> {
    const [charge, amount, basket] = [newId(), this.amount, this.#lines()];
    this.#last = { digits, account, amount, paid: false };
    this.note = null;
    this.#shown = { is: 'charging', charge, amount };
    try {
      const signed = await this.#door.sign(charge, amount, digits);
      await this.#door.store(signed, basket);
      await this.#follow(signed, basket, true);
    } catch (error) {
      await this.#refused(charge, this.#door.ownTrouble(error));
    }
  }

  async #follow(signed: Signed<'charge'>, basket: readonly BasketLine[], fresh: boolean): Promise<void> {
    const { id: charge } = signed.order;
    const stop = new AbortController();
    this.#following.set(charge, stop);
    const amber = setTimeout(() => this.#unknown(charge), amberAfterMs);
    const send = () => this.#door.charge(signed, basket);
    const ask = fresh ? send : async () => (await this.#door.outcome(charge)) ?? send();
    const asked = await askUntilKnown({ ask, fresh, onUnknown: () => this.#unknown(charge), signal: stop.signal });
    clearTimeout(amber);
    if (asked === 'stopped') return;
    this.#following.delete(charge);
    // Locked in between: it stays in the outbox and is asked for after the next unlock.
    if (asked === 'locked') return this.#unknown(charge);
    await this.#answered(charge, asked);
  }

  #answered(charge: Id, answer: Result<PaidSale>): Promise<void> {
    if (answer.ok) return this.#paid(answer.value);
    if (answer.code === 'ORDER_VOID') return this.#end(charge, (amount) => ({ is: 'voided', charge, amount }));
    return this.#refused(charge, answer.code);
  }

  #refused(charge: Id, code: ErrorCode): Promise<void> {
    return this.#end(charge, (amount) => ({ is: 'refused', charge, amount, code }));
  }

  #paid({ charge, amount, payer, at }: PaidSale): Promise<void> {
    return this.#end(charge, () => ({ is: 'paid', charge, amount, payer, at }));
  }

  /** The outcome is known, once and for all. */
  async #end(charge: Id, outcomeOf: (amount: number) => Outcome): Promise<void> {
    this.#following.get(charge)?.abort();
    this.#following.delete(charge);
    await this.#door.settle(charge);
    const shown = this.#isShown(charge) ? this.#shown : null;
    const beside = this.aside.find((one) => one.charge === charge);
    const before = shown ?? beside;
    if (!before || (before.is !== 'charging' && before.is !== 'unknown' && before.is !== 'request')) return;
    const outcome = outcomeOf(before.amount);
    if (before.is === 'request') shownRequest.write(null);
    if (shown) this.#show(outcome, before.is === 'request');
    else this.aside = this.aside.map((one) => (one.charge === charge ? outcome : one));
    if (outcome.is === 'paid') this.#door.announce('paid', outcome.amount);
    else if (outcome.is === 'refused') this.#door.announce('refused', outcome.amount);
  }

  #show(outcome: Outcome, wasRequest: boolean): void {
    // A request that was taken back is no result: the amount is armed again.
    this.#shown = wasRequest && outcome.is === 'voided' ? null : outcome;
    if (outcome.is !== 'paid') return;
    if (this.#last) this.#last = { ...this.#last, paid: true };
    this.#clear();
  }

  #unknown(charge: Id): void {
    if (this.#shown?.is !== 'charging' || this.#shown.charge !== charge) return;
    const { amount } = this.#shown;
    this.#shown = { is: 'unknown', charge, amount, since: this.#door.now() };
    this.#door.announce('unknown', amount);
  }

  async #resumeRequest(): Promise<void> {
    const kept = shownRequest.read();
    if (!kept || this.#shown) return;
    this.#shown = { is: 'request', ...kept };
    try {
      const answer = await this.#door.outcome(kept.charge);
      if (answer?.ok) await this.#paid(answer.value);
    } catch {
      // Not reached: the live stream tells as soon as it is back.
    }
  }

  #isShown(charge: Id): boolean {
    return this.#shown !== null && this.#shown.charge === charge;
  }

  /** With items, what was typed beside them is a line of its own. */
  #lines(): readonly BasketLine[] {
    const typed = this.entry.total;
    if (this.basket.lines.length === 0 || typed === 0) return this.basket.lines;
    return [...this.basket.lines, { item: null, name: '+', won: typed, quantity: 1 }];
  }

  #clear(): void {
    this.entry.clear();
    this.basket.clear();
    this.#armed = 0;
  }
}
