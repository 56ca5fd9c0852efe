import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import {
  type ErrorCode,
  type Id,
  newId,
  type Result,
  readScanned,
  requestLifetimeMs,
} from '@kumoh-pay/domain';
import { AmountEntry } from '@kumoh-pay/ui/amount-entry.svelte.ts';
import { Asides } from './asides.svelte.ts';
import { askUntilKnown } from './ask.ts';
import { Basket, type BasketLine } from './basket.svelte.ts';
import { draft, shownRequest } from './draft.ts';
import { Following } from './following.ts';
import { NoteLine } from './note-line.svelte.ts';
import type { PaidSale, SaleDoor } from './sale-door.ts';
import type { Signed } from './sign.ts';
import { amberAfterMs, type Note, type Outcome, type Shown, type Stage } from './stage.ts';

/** One sale after another: what is asked, what was shown, and what became of it. */
export class Sale {
  entry = $state.raw(new AmountEntry());
  readonly basket = new Basket();
  amount = $derived(this.basket.total + this.entry.total);
  readonly asides = new Asides();
  readonly #noteLine = new NoteLine();
  voiding = $state(false);
  #armed = $state(0);
  #shown = $state.raw<Shown | null>(null);
  stage = $derived<Stage>(
    this.#shown ??
      (this.#armed > 0 && this.#armed === this.amount
        ? { is: 'armed', amount: this.#armed }
        : { is: 'typing' }),
  );

  readonly #door: SaleDoor;
  readonly #walletAddress: string;
  readonly #following = new Following();
  /** The code that the last result came from, and whose it was: it may still be in view. */
  #last: { digits: string; account: Id; amount: number; paid: boolean } | null = null;
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
    if (this.amount > this.entry.max) {
      this.say('CHARGE_CAP');
      return;
    }
    this.#armed = this.amount;
    this.#noteLine.say(null);
    this.onLookAgain();
  }

  disarm(): void {
    this.#armed = 0;
  }

  /** What a camera or a scanner has read: data from a stranger. */
  scanned(text: string): void {
    const { stage } = this;
    if (stage.is === 'charging' || stage.is === 'unknown' || stage.is === 'request') return;
    const scanned = readScanned(text, this.#walletAddress);
    if (scanned.is === 'pay') this.#shownCode(scanned.digits, scanned.code.account);
    else this.say(scanned.is === 'newer' ? 'APP_TOO_OLD' : 'NOT_A_CODE');
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
      this.asides.add(stage);
      this.#clear();
    }
    if (stage.is !== 'charging' && stage.is !== 'request') this.#shown = null;
    this.onLookAgain();
  }

  /** Brings one that was set aside back to the screen. */
  openAside(charge: Id): void {
    if (!this.#shown) this.#shown = this.asides.take(charge) ?? null;
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
      const amber: Outcome = { is: 'unknown', charge, amount, since: storedAt };
      if (!this.#isShown(charge) && !this.asides.find(charge)) {
        if (this.#shown) this.asides.add(amber);
        else this.#shown = amber;
      }
    }
    await Promise.all([
      this.#resumeRequest(),
      ...left.map(({ signed, basket }) => this.#follow(signed, basket, false)),
    ]);
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
      await this.#door.keepRequest(charge, this.basket.linesWith(this.entry.total));
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

  get note(): Note | null {
    return this.#noteLine.current;
  }

  say(note: Note): void {
    this.#noteLine.say(note);
  }

  #shownCode(digits: string, account: Id): void {
    const last = this.#last;
    if (this.stage.is === 'paid' && account === last?.account) return;
    if (this.stage.is !== 'typing' && this.stage.is !== 'armed') {
      // The same code still in view is no next one.
      if (digits === last?.digits) return;
      this.dismiss();
    }
    const usedUp = digits === last?.digits && (last.paid || last.amount === this.amount);
    if (this.stage.is !== 'armed') this.say('ARM_FIRST');
    else if (usedUp) this.say('STILL_PAID');
    else void this.#charge(digits, account);
  }

  async #charge(digits: string, account: Id): Promise<void> {
    const [charge, amount, basket] = [newId(), this.amount, this.basket.linesWith(this.entry.total)];
    this.#last = { digits, account, amount, paid: false };
    this.#noteLine.say(null);
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
    const signal = this.#following.begin(charge);
    const amber = setTimeout(() => this.#unknown(charge), amberAfterMs);
    const send = () => this.#door.charge(signed, basket);
    const ask = fresh ? send : async () => (await this.#door.outcome(charge)) ?? send();
    const asked = await askUntilKnown({
      ask,
      fresh,
      onUnknown: () => this.#unknown(charge),
      signal,
    });
    clearTimeout(amber);
    if (asked === 'stopped') return;
    this.#following.end(charge);
    // Locked in between: it stays in the outbox and is asked for after the next unlock.
    if (asked === 'locked') return this.#unknown(charge);
    await this.#answered(charge, asked);
  }

  #answered(charge: Id, answer: Result<PaidSale>): Promise<void> {
    if (answer.ok) return this.#paid(answer.value);
    if (answer.code === 'ORDER_VOID')
      return this.#end(charge, (amount) => ({ is: 'voided', charge, amount }));
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
    this.#following.end(charge);
    await this.#door.settle(charge);
    const shown = this.#isShown(charge) ? this.#shown : null;
    const beside = this.asides.find(charge);
    const before = shown ?? beside;
    if (!before || (before.is !== 'charging' && before.is !== 'unknown' && before.is !== 'request')) return;
    const outcome = outcomeOf(before.amount);
    if (before.is === 'request') shownRequest.write(null);
    if (shown) this.#show(outcome, before.is === 'request');
    else this.asides.resolve(outcome);
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

  #clear(): void {
    this.entry.clear();
    this.basket.clear();
    this.#armed = 0;
  }
}
