import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { type ErrorCode, type Id, newId, requestLifetimeMs } from '@kumoh-pay/domain';
import { Asked } from './asked.svelte.ts';
import { shownRequest } from './draft.ts';
import { Following } from './following.ts';
import { NoteLine } from './note-line.svelte.ts';
import { Reading, type ShownCode } from './reading.ts';
import { Results } from './results.svelte.ts';
import { Rush } from './rush.svelte.ts';
import type { PaidSale, SaleDoor, SentCharge } from './sale-door.ts';
import type { Note, Outcome, Stage } from './stage.ts';

/** One sale after another: what is asked, what was shown, and what became of it. */
export class Sale {
  readonly asked: Asked;
  readonly #results = new Results();
  readonly #noteLine = new NoteLine();
  voiding = $state(false);
  readonly stage = $derived.by<Stage>(() => {
    const { ready } = this.asked;
    return this.#results.shown ?? (ready === null ? { is: 'typing' } : { is: 'armed', amount: ready });
  });

  readonly #door: SaleDoor;
  readonly #following = new Following();
  readonly #reading: Reading;
  readonly rush = new Rush();
  /** The last payer's next code: only the cashier's word charges it. */
  again = $state.raw<ShownCode | null>(null);
  /** Called when a code in view may be told again. */
  onLookAgain: () => void = () => undefined;

  constructor(door: SaleDoor, walletAddress: string, chargeCap: number) {
    this.#door = door;
    this.#reading = new Reading(walletAddress);
    this.asked = new Asked(chargeCap);
  }

  get entry() {
    return this.asked.entry;
  }
  get amount(): number {
    return this.asked.amount;
  }

  /** For a queue of equal prices: the amount stays armed from one customer to the next. */
  armRush(): void {
    this.arm();
    if (this.stage.is === 'armed') this.rush.start(performance.now());
  }

  /** From now on a code that is shown is charged. */
  arm(): void {
    if (this.#results.shown || this.amount === 0) return;
    if (this.amount > this.entry.max) {
      this.say('CHARGE_CAP');
      return;
    }
    this.asked.arm();
    this.#noteLine.say(null);
    this.onLookAgain();
  }

  disarm(): void {
    this.asked.disarm();
    this.again = null;
    this.rush.stop();
  }

  /** All that one picture shows, again and again. False: nothing of it is to be taken. */
  seen(texts: readonly string[]): boolean {
    const one = this.#reading.see(texts, performance.now());
    if (!one && this.asked.ready !== null) this.say('TWO_CODES');
    return one;
  }

  /** What a camera or a scanner has read: data from a stranger. */
  scanned(text: string): void {
    const { ready, part } = this.asked;
    const only = part?.account ?? null;
    const verdict = this.#reading.judge(text, this.stage, ready, performance.now(), only);
    if (verdict.is === 'nothing') return;
    const stays = verdict.is === 'note' && verdict.note !== 'ARM_FIRST';
    if (this.#results.shown && !stays) this.dismiss();
    this.again = verdict.is === 'again' ? verdict.code : null;
    if (verdict.is === 'again') this.say('SAME_PERSON');
    else if (verdict.is === 'note') this.say(verdict.note);
    else void this.#charge(verdict.code);
  }

  /** The cashier's word: the same member pays once more. */
  chargeAgain(): void {
    this.#reading.allowAgain();
    if (this.again) this.scanned(this.again.digits);
    else this.dismiss();
  }

  /** The member reads out eight digits from the phone. */
  async number(number: string): Promise<void> {
    if (this.stage.is !== 'armed') return;
    const isStill = this.asked.question();
    try {
      const answer = await this.#door.codeForNumber(number);
      // Late: the counter has gone on, and that code is not for what is asked now.
      const late = this.#results.shown !== null || !isStill();
      // Read out and typed: nobody does that by accident.
      if (answer.ok && !late) this.#reading.allowAgain();
      if (answer.ok && !late) this.scanned(answer.value);
      else this.say(answer.ok ? 'ARM_FIRST' : answer.code);
    } catch (error) {
      this.say(troubleOf(error));
    }
  }

  /** Puts the result away. What was paid is done with; what was refused may be tried with another code. */
  dismiss(): void {
    const { stage } = this;
    if (stage.is === 'unknown') {
      this.asides.add(stage);
      if (!this.rush.on) this.asked.clear();
    }
    if (stage.is !== 'charging' && stage.is !== 'request') this.#results.shown = null;
    this.onLookAgain();
  }

  /** Another customer, another amount: what was refused is not tried again. */
  nextCustomer(): void {
    this.asked.clear();
    this.dismiss();
  }

  get asides() {
    return this.#results.asides;
  }

  openAside(charge: Id): void {
    this.#results.open(charge);
  }

  /** The member has named on the phone what the vouchers are to pay: that is armed, for this member alone. */
  partNamed({ charge, amount, of }: { charge: Id; amount: number; of: number }): void {
    const account = this.#reading.whoseUnpaid(charge);
    const { shown } = this.#results;
    if (account === null || (shown && shown.is !== 'refused')) return;
    if (this.asked.takePart({ refused: charge, account, amount, of })) this.dismiss();
  }

  /** Makes sure that an unknown charge did not happen, or learns that it did. */
  async void(charge: Id, type: 'charge' | 'pay' = 'charge'): Promise<void> {
    if (this.voiding) return;
    this.voiding = true;
    try {
      const answer = await this.#door.void(type, charge);
      if (!answer.ok) this.say(answer.code);
      else if (answer.value.outcome === 'committed') await this.#paid(answer.value.sale);
      else await this.#voided(charge);
    } catch (error) {
      this.say(troubleOf(error));
    } finally {
      this.voiding = false;
    }
  }

  /** The live stream tells of every sale of this vendor. */
  heard(sale: PaidSale): void {
    if (this.#following.has(sale.charge) || this.#results.isShown(sale.charge)) void this.#paid(sale);
  }

  /** Charges that a reload, a crash or the lock cut off. The newest is shown; all are asked for until they are known. */
  async resume(): Promise<void> {
    const left = (await this.#door.pending()).filter(({ signed }) => !this.#following.has(signed.order.id));
    for (const { signed, storedAt } of left)
      this.#results.found(signed.order.id, signed.order.body.amount, storedAt);
    await Promise.all([this.#resumeRequest(), ...left.map((sent) => this.#follow(sent, false))]);
  }

  /** A request on the screen, for a phone that scans it. */
  async request(): Promise<void> {
    const { stage } = this;
    if (stage.is !== 'armed') return;
    const [charge, { amount }, isStill] = [newId(), stage, this.asked.question()];
    const endsAt = this.#door.now() + requestLifetimeMs;
    try {
      const digits = await this.#door.signRequest(charge, amount, endsAt);
      // The camera reads on meanwhile: a charge is not covered, and a changed amount is not asked for.
      if (this.#results.shown || !isStill()) return;
      shownRequest.write({ charge, amount, digits, endsAt });
      this.#results.shown = { is: 'request', charge, amount, digits, endsAt };
      await this.#door.keepRequest(charge, this.asked.lines);
    } catch (error) {
      // The request works without its items in the day's figures; one that could not be signed is not shown.
      if (!this.#results.isShown(charge)) this.say(this.#door.ownTrouble(error));
    }
  }

  /** Takes the request back: it is voided, so that nobody pays it later. */
  async cancelRequest(): Promise<void> {
    if (this.stage.is === 'request') await this.void(this.stage.charge, 'pay');
  }

  get note(): Note | null {
    return this.#noteLine.current;
  }

  say(note: Note): void {
    this.#noteLine.say(note);
  }

  async #charge(code: ShownCode): Promise<void> {
    const [charge, amount, basket] = [newId(), this.asked.ready ?? this.amount, this.asked.lines];
    const partOf = this.asked.part?.refused ?? null;
    this.asked.taken();
    this.#reading.charging(code, charge, amount);
    this.#noteLine.say(null);
    this.#results.shown = { is: 'charging', charge, amount };
    try {
      if (this.#door.away()) {
        const taken = await this.#door.takeOffline(charge, amount, code.digits, basket);
        if (taken.ok) this.#show(charge, (amount) => ({ is: 'taken', charge, amount }));
        else await this.#refused(charge, taken.code);
        return;
      }
      const signed = await this.#door.sign(charge, amount, code.digits);
      const sent = { signed, basket, partOf };
      await this.#door.store(sent);
      await this.#follow(sent, true);
    } catch (error) {
      await this.#refused(charge, this.#door.ownTrouble(error));
    }
  }

  async #follow(sent: SentCharge, fresh: boolean): Promise<void> {
    const { id: charge } = sent.signed.order;
    const asked = await this.#following.ask(this.#door, sent, fresh, () => this.#unknown(charge));
    if (asked === 'stopped') return;
    this.#following.end(charge);
    // Locked in between: it stays in the outbox and is asked for after the next unlock.
    if (asked === 'locked') return this.#unknown(charge);
    if (asked.ok) return this.#paid(asked.value);
    if (asked.code === 'ORDER_VOID') return this.#voided(charge);
    return this.#refused(charge, asked.code);
  }

  #voided(charge: Id): Promise<void> {
    return this.#end(charge, (amount) => ({ is: 'voided', charge, amount }));
  }

  #refused(charge: Id, code: ErrorCode): Promise<void> {
    return this.#end(charge, (amount) => ({ is: 'refused', charge, amount, code }));
  }

  #paid({ charge, amount, payer, at }: PaidSale): Promise<void> {
    const { part } = this.asked;
    const cash = part?.amount === amount && this.#results.isShown(charge) ? part.of - amount : 0;
    return this.#end(charge, () => ({ is: 'paid', charge, amount, payer, at, cash }));
  }

  /** The outcome is known, once and for all. */
  async #end(charge: Id, outcomeOf: (amount: number) => Outcome): Promise<void> {
    this.#following.end(charge);
    this.#show(charge, outcomeOf);
    // After the customer has seen it: a disk takes its time, or fails. What stays in the outbox is asked for once more.
    await this.#door.settle(charge).catch(() => undefined);
  }

  #show(charge: Id, outcomeOf: (amount: number) => Outcome): void {
    const ended = this.#results.end(charge, outcomeOf);
    if (!ended) return;
    const { outcome, onScreen, wasRequest } = ended;
    if (wasRequest) shownRequest.write(null);
    const { is, amount } = outcome;
    if ((is === 'paid' && onScreen) || is === 'taken') this.#moveOn(wasRequest);
    if (is !== 'voided') this.#door.announce(is === 'taken' ? 'unknown' : is, amount);
  }

  #moveOn(wasRequest: boolean): void {
    if (!wasRequest) this.#reading.paid(performance.now());
    this.rush.paid(performance.now());
    this.asked.part = null;
    if (!this.rush.on) this.asked.clear();
  }

  #unknown(charge: Id): void {
    const { shown } = this.#results;
    if (this.#results.unknown(charge, this.#door.now())) this.#door.announce('unknown', shown?.amount ?? 0);
  }

  async #resumeRequest(): Promise<void> {
    const kept = shownRequest.read();
    if (!kept || this.#results.shown) return;
    this.#results.shown = { is: 'request', ...kept };
    try {
      const answer = await this.#door.outcome(kept.charge);
      if (answer?.ok) await this.#paid(answer.value);
    } catch {
      // Not reached: the live stream tells as soon as it is back.
    }
  }
}
