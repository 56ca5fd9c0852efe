import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ErrorCode, SignedOrder } from '@kumoh-pay/domain';
import { orderBytes } from '@kumoh-pay/domain';
import type { z } from 'zod';
import { Batch } from '../db/index.ts';
import {
  type Attempt,
  attemptKey,
  insertAttempts,
  keyText,
  type Received,
  renewAttempt,
  type Settled,
  setStates,
  settleAttempts,
  settledAttempt,
} from './attempt-store.ts';
import { CarrierQueue } from './carrier-queue.ts';
import { type OpenCarrier, openCarriers } from './carrier-store.ts';
import { type Carrying, carry } from './carrying.ts';
import { footprintOf } from './footprint.ts';
import { mayBeJudgedAgain } from './judged-again.ts';
import { openWork } from './open-work.ts';
import { PayCodeTries } from './pay-code-try.ts';
import { finishTaken, takeRiders } from './riders.ts';
import type { Travelling } from './travelling.ts';

/** Orders written down in one statement: a carrier holds as many. Two at once, so that carriers always find a connection. */
const writtenDown = { most: 64, atOnce: 2 };
/**
 * Orders without an answer: a campus's noon many times over, in tens of megabytes. Beyond: `unknown` at once, which is
 * always true, nothing is written down, and the device asks again.
 */
export const ordersUnderWayMax = 5_000;
/** A till waits this long for its answer, then shows that it is being found out. */
export const answerWaitMs = 10_000;
/** A carrier that broke off is taken up again after so long: what broke it is often over by then. */
const takeUpPauseMs = 1_000;

export type OrderAnswer =
  | { state: 'committed'; result: z.core.util.JSONType; repeat: boolean }
  | { state: 'refused'; code: ErrorCode; detail: string }
  | { state: 'void' }
  | { state: 'unknown' };

interface Running {
  digest: string;
  ended: Promise<Settled>;
  /** When the row says what was told: until then whoever asks again joins. */
  written: Promise<void>;
  /** What was told, before it is written. */
  told?: Settled;
}

interface Dependencies extends Omit<Carrying, 'refusing'> {
  /** Names the notes to fold in beside the order. */
  withHints(signed: SignedOrder): Promise<SignedOrder>;
  /** A refusal for good, for whoever tells it. */
  refused(signed: SignedOrder, code: ErrorCode): void;
}

const refusal = (code: ErrorCode, detail: string): OrderAnswer => ({ state: 'refused', code, detail });

/** The one way to the ledger. */
export class OrderPath {
  readonly #needs: Dependencies;
  readonly #carrying: Carrying;
  readonly #underWayMax: number;
  readonly #queue: CarrierQueue<Travelling>;
  readonly #running = new Map<string, Running>();
  readonly #unsettled = new Set<Travelling>();
  readonly #writings: Batch<Received, Attempt | null>;
  readonly #tries = new PayCodeTries();
  readonly #carriers = new Set<Promise<void>>();
  readonly #stopped = Promise.withResolvers<OrderAnswer>();

  constructor(needs: Dependencies, underWayMax = ordersUnderWayMax) {
    this.#needs = needs;
    this.#underWayMax = underWayMax;
    this.#carrying = { ...needs, refusing: (tx, answered) => this.#tries.note(tx, answered, needs.now()) };
    this.#queue = new CarrierQueue((orders) => this.#kept(orders, carry(this.#carrying, orders)));
    this.#writings = new Batch((received) => insertAttempts(needs.db, received, needs.now()), writtenDown);
  }

  get waiting(): number {
    return this.#queue.waiting;
  }

  /** Waits for the outcome; after ten seconds it is `unknown`, while the work goes on. The same id joins what runs. */
  async submit(given: SignedOrder, waitMs = answerWaitMs): Promise<OrderAnswer> {
    const signed = withPart(given);
    const digest = this.#digest(signed);
    const name = keyText(attemptKey(signed));
    const end = this.#needs.metrics.answerSeconds.startTimer({ type: signed.order.type });
    let running = this.#running.get(name);
    const before = running?.told;
    if (!running) {
      if (this.#running.size >= this.#underWayMax) return { state: 'unknown' };
      running = this.#begin(signed, digest);
      this.#run(name, running);
    }
    if (running.digest !== digest) return refusal('ORDER_ID_REUSED', 'another order of this id is under way');
    const answer = await within(Promise.race([running.ended, this.#stopped.promise]), waitMs);
    end();
    return before?.state === 'committed' ? { ...before, repeat: true } : answer;
  }

  /** Takes up what the last run of the server left open. Returns once all of it is under way. */
  async recover(): Promise<void> {
    await this.#tries.read(this.#needs.db, this.#needs.now());
    const { attempts, unreadable, carriers } = await openWork(this.#needs.db);
    for (const { key, error } of unreadable) {
      this.#needs.log.error(
        { err: error, order: key.order_id },
        'an open order cannot be read and is set aside',
      );
      await setStates(this.#needs.db, [key], 'unknown');
    }
    const open = new Map<string, Travelling>();
    for (const { signed, digest } of attempts) {
      const name = keyText(attemptKey(signed));
      // What it reveals when it is refused is noted; begun before the start, it is not turned away now.
      this.#tries.begin(signed);
      const { order, ended, written } = this.#travelling(signed, digest);
      this.#run(name, { digest, ended, written });
      open.set(name, order);
    }
    this.#resume(carriers, open);
    for (const order of open.values()) await this.#send(order);
  }

  /** Takes out of the open orders what rides in a carrier that may have been sent, and finishes it. */
  #resume(carriers: readonly OpenCarrier[], open: Map<string, Travelling>): void {
    for (const carrier of carriers) {
      const taken = takeRiders(carrier, open);
      if (!taken) continue;
      const work = finishTaken(this.#carrying, carrier, taken);
      this.#queue.hold(taken.orders, this.#kept(taken.orders, work));
    }
  }

  /** Lets go of what waits, which is in the database, and ends with what is under way. Abort the signal first. */
  async stop(): Promise<void> {
    this.#queue.stop();
    this.#stopped.resolve({ state: 'unknown' });
    await Promise.all(this.#carriers);
  }

  #run(name: string, running: Running): void {
    this.#running.set(name, running);
    const done = () => {
      if (this.#running.get(name) === running) this.#running.delete(name);
    };
    running.ended.then(
      (settled) => {
        running.told = settled;
      },
      () => undefined,
    );
    running.written.then(done, done);
  }

  #digest(signed: SignedOrder): string {
    return createHash('sha256').update(orderBytes(this.#needs.ledger.name, signed.order)).digest('hex');
  }

  #begin(signed: SignedOrder, digest: string): Running {
    const begun = this.#writeDown({ signed, digest });
    const ended = begun.then((one) => one.ended);
    const written = begun.then((one): Promise<void> | undefined => one.written).then(() => undefined);
    return { digest, ended, written };
  }

  /** The row is written before the ledger is called. Promises are wrapped, or this would wait for them. */
  async #writeDown(
    received: Received,
  ): Promise<{ ended: Promise<Settled> | Settled; written?: Promise<void> }> {
    const { db, now, log } = this.#needs;
    const { signed, digest } = received;
    const row = await this.#writings.ask(received);
    if (row && row.digest !== digest)
      return { ended: { state: 'refused', code: 'ORDER_ID_REUSED', detail: '' } };
    const settled = row && settledAttempt(row);
    if (settled && !(settled.state === 'refused' && mayBeJudgedAgain(signed, row.signed)))
      return { ended: settled };
    if (settled) await renewAttempt(db, received, now());
    log.debug({ order: signed.order.id }, 'order received');
    const code = this.#tries.begin(signed);
    if (code) return { ended: await this.#turnAway(received, code) };
    const { order, ended, written } = this.#travelling(signed, digest);
    const open = new Map([[keyText(order.key), order]]);
    // A row that the start could not read may have been sent: it is not judged anew before that has an end.
    if (row && !settled) this.#resume(await openCarriers(db), open);
    if (open.size > 0) await this.#send(order);
    return { ended, written };
  }

  /** Refused before the ledger was asked, and for good. */
  async #turnAway({ signed, digest }: Received, code: ErrorCode): Promise<Settled> {
    const { db, now } = this.#needs;
    const settled: Settled = { state: 'refused', code, detail: 'one pay code, three amounts' };
    await settleAttempts(db, [{ key: attemptKey(signed), digest, settled }], now());
    this.#needs.refused(signed, code);
    return settled;
  }

  async #send(order: Travelling): Promise<void> {
    await order.renew();
    this.#queue.add(order);
    this.#needs.metrics.waiting.set(this.#queue.waiting);
  }

  #travelling(
    signed: SignedOrder,
    digest: string,
  ): Pick<Running, 'ended' | 'written'> & { order: Travelling } {
    const { promise: ended, resolve } = Promise.withResolvers<Settled>();
    const { promise: written, resolve: close } = Promise.withResolvers<void>();
    const order: Travelling = {
      ...described(signed),
      key: attemptKey(signed),
      digest,
      retries: 0,
      renew: async () => {
        const hinted = await this.#needs.withHints(signed);
        if (hinted !== signed) Object.assign(order, described(hinted));
      },
      settle: (settled) => {
        this.#needs.metrics.waiting.set(this.#queue.waiting);
        if (settled.state === 'refused') this.#needs.refused(signed, settled.code);
        resolve(settled);
      },
      written: () => {
        this.#tries.end(signed);
        this.#unsettled.delete(order);
        close();
      },
    };
    this.#unsettled.add(order);
    return { order, ended, written };
  }

  #kept(orders: readonly Travelling[], work: Promise<void>): Promise<void> {
    const kept = this.#toItsEnd(orders, work).finally(() => this.#carriers.delete(kept));
    this.#carriers.add(kept);
    return kept;
  }

  /** What broke off is taken up again until it has an end: whoever asks for its orders joins it. Never rejects. */
  async #toItsEnd(orders: readonly Travelling[], work: Promise<void>): Promise<void> {
    const { signal, log } = this.#needs;
    for (let attempt = work; ; attempt = this.#takeUp(orders)) {
      try {
        return await attempt;
      } catch (error) {
        if (signal.aborted) return;
        log.error({ err: error }, 'a carrier broke off and is taken up again');
        await pause(takeUpPauseMs, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
      }
    }
  }

  /** As after a start: first the carriers that may have been sent, then what is in none of them. */
  async #takeUp(orders: readonly Travelling[]): Promise<void> {
    const unsettled = orders.filter((order) => this.#unsettled.has(order));
    const open = new Map(unsettled.map((order) => [keyText(order.key), order]));
    for (const carrier of await openCarriers(this.#needs.db)) {
      const taken = takeRiders(carrier, open);
      if (taken) await finishTaken(this.#carrying, carrier, taken);
    }
    if (open.size > 0) await carry(this.#carrying, [...open.values()]);
  }
}

const described = (signed: SignedOrder) => ({
  signed,
  footprint: footprintOf(signed),
  characters: JSON.stringify(signed).length,
});

/** An issue or revoke always names its part, so that its first part has one name. */
const withPart = (signed: SignedOrder): SignedOrder =>
  (signed.order.type === 'issue' || signed.order.type === 'revoke') && signed.part === undefined
    ? { ...signed, part: 0 }
    : signed;

function within(ended: Promise<OrderAnswer>, waitMs: number): Promise<OrderAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<OrderAnswer>();
  const timer = setTimeout(() => resolve({ state: 'unknown' }), waitMs);
  ended.then(resolve, reject).finally(() => clearTimeout(timer));
  return promise;
}
