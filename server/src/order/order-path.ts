import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ErrorCode, SignedOrder } from '@kumoh-pay/domain';
import { orderBytes } from '@kumoh-pay/domain';
import type { z } from 'zod';
import {
  attemptKey,
  findAttempt,
  insertAttempt,
  keyText,
  type OpenCarrier,
  openCarriers,
  openWork,
  readOutcomes,
  type Settled,
  setStates,
  settleAttempt,
  settledAttempt,
  storedOrder,
} from './attempt-store.ts';
import { CarrierQueue } from './carrier-queue.ts';
import { type Carrying, carry, finish, recoverWaitMs } from './carrying.ts';
import { footprintOf } from './footprint.ts';
import { Gate } from './gate.ts';
import { allowAmount } from './pay-code-try.ts';
import type { Travelling } from './travelling.ts';

/** Orders being written down at once: half of the database's connections, so that carriers under way always find one. */
const beginningMax = 10;
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
}

interface Dependencies extends Carrying {
  /** Names the notes to fold in beside the order. */
  withHints(signed: SignedOrder): Promise<SignedOrder>;
  /** A refusal for good, for whoever tells it. */
  refused(signed: SignedOrder, code: ErrorCode): void;
}

const refusal = (code: ErrorCode, detail: string): OrderAnswer => ({ state: 'refused', code, detail });

/** The one way to the ledger. */
export class OrderPath {
  readonly #needs: Dependencies;
  readonly #underWayMax: number;
  readonly #queue: CarrierQueue<Travelling>;
  readonly #running = new Map<string, Running>();
  readonly #unsettled = new Set<Travelling>();
  readonly #beginning = new Gate(beginningMax);
  readonly #carriers = new Set<Promise<void>>();
  readonly #stopped = Promise.withResolvers<OrderAnswer>();

  constructor(needs: Dependencies, underWayMax = ordersUnderWayMax) {
    this.#needs = needs;
    this.#underWayMax = underWayMax;
    this.#queue = new CarrierQueue((orders) => this.#kept(orders, carry(needs, orders)));
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
    if (!running) {
      if (this.#running.size >= this.#underWayMax) return { state: 'unknown' };
      running = { digest, ended: this.#begin(signed, digest) };
      this.#run(name, running);
    }
    if (running.digest !== digest) return refusal('ORDER_ID_REUSED', 'another order of this id is under way');
    const answer = await within(Promise.race([running.ended, this.#stopped.promise]), waitMs);
    end();
    return answer;
  }

  /** Takes up what the last run of the server left open. Returns once all of it is under way. */
  async recover(): Promise<void> {
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
      const { order, ended } = this.#travelling(signed, digest);
      this.#run(name, { digest, ended });
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
      const work = finishTaken(this.#needs, carrier, taken);
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
    running.ended.then(done, done);
  }

  #digest(signed: SignedOrder): string {
    return createHash('sha256').update(orderBytes(this.#needs.ledger.name, signed.order)).digest('hex');
  }

  async #begin(signed: SignedOrder, digest: string): Promise<Settled> {
    const begun = await this.#beginning.pass(() => this.#writeDown(signed, digest));
    return begun.ended;
  }

  /** The row is written before the ledger is called. The promise is wrapped, or the gate would wait for it. */
  async #writeDown(signed: SignedOrder, digest: string): Promise<{ ended: Promise<Settled> | Settled }> {
    const { db, now } = this.#needs;
    const row = await findAttempt(db, attemptKey(signed));
    if (row && row.digest !== digest)
      return { ended: { state: 'refused', code: 'ORDER_ID_REUSED', detail: '' } };
    const settled = row && settledAttempt(row);
    if (settled && !(settled.state === 'refused' && mayBeJudgedAgain(signed, row.signed)))
      return { ended: settled };
    await insertAttempt(db, signed, digest, now());
    this.#needs.log.debug({ order: signed.order.id }, 'order received');
    const code = await allowAmount(db, signed, now());
    if (code) {
      const refused: Settled = { state: 'refused', code, detail: 'one pay code, three amounts' };
      await settleAttempt(db, attemptKey(signed), refused, now());
      this.#needs.refused(signed, code);
      return { ended: refused };
    }
    const { order, ended } = this.#travelling(signed, digest);
    const open = new Map([[keyText(order.key), order]]);
    // A row that the start could not read may have been sent: it is not judged anew before that has an end.
    if (row && !settled) this.#resume(await openCarriers(db), open);
    if (open.size > 0) await this.#send(order);
    return { ended };
  }

  async #send(order: Travelling): Promise<void> {
    await order.renew();
    this.#queue.add(order);
    this.#needs.metrics.waiting.set(this.#queue.waiting);
  }

  #travelling(signed: SignedOrder, digest: string): { order: Travelling; ended: Promise<Settled> } {
    const { promise: ended, resolve } = Promise.withResolvers<Settled>();
    const describe = (now: SignedOrder) => ({
      signed: now,
      footprint: footprintOf(now),
      characters: JSON.stringify(now).length,
    });
    const order: Travelling = {
      ...describe(signed),
      key: attemptKey(signed),
      digest,
      retries: 0,
      renew: async () => {
        Object.assign(order, describe(await this.#needs.withHints(signed)));
      },
      settle: (settled) => {
        this.#needs.metrics.waiting.set(this.#queue.waiting);
        if (settled.state === 'refused') this.#needs.refused(signed, settled.code);
        this.#unsettled.delete(order);
        resolve(settled);
      },
    };
    this.#unsettled.add(order);
    return { order, ended };
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
      if (taken) await finishTaken(this.#needs, carrier, taken);
    }
    if (open.size > 0) await carry(this.#needs, [...open.values()]);
  }
}

interface Taken {
  orders: Travelling[];
  /** Whether the order in this place of the carrier is among them. */
  places: boolean[];
}

/** Takes a carrier's orders out of the open ones; null when none of them is open. */
function takeRiders({ orders: keys }: OpenCarrier, open: Map<string, Travelling>): Taken | null {
  const riders = keys.map((key) => open.get(keyText(key)));
  const orders = riders.filter((order) => order !== undefined);
  for (const order of orders) open.delete(keyText(order.key));
  return orders.length === 0 ? null : { orders, places: riders.map((order) => order !== undefined) };
}

/** Orders of one carrier are settled together: where only some are open, the others could not be read. */
async function finishTaken(path: Carrying, carrier: OpenCarrier, { orders, places }: Taken): Promise<void> {
  const results = readOutcomes(carrier.result).filter((_, place) => places[place]);
  await finish(path, { ...carrier, result: JSON.stringify({ results }) }, orders, recoverWaitMs);
}

/** An issue or revoke always names its part, so that its first part has one name. */
const withPart = (signed: SignedOrder): SignedOrder =>
  (signed.order.type === 'issue' || signed.order.type === 'revoke') && signed.part === undefined
    ? { ...signed, part: 0 }
    : signed;

/**
 * A later part belongs to a list that the ledger has taken and only this server sends it: an outage must not leave the
 * list in its middle for good. Of any other order the digest is without the signatures: the same order with a second
 * officer's is worth another look.
 */
function mayBeJudgedAgain(signed: SignedOrder, before: string | null): boolean {
  if ((signed.part ?? 0) > 0) return true;
  if (before === null) return false;
  const earlier = storedOrder(before, signed.order.type, signed.part ?? 0);
  const names = (of: SignedOrder) =>
    of.signatures
      .map(({ by, signature }) => `${by} ${signature}`)
      .sort()
      .join();
  return names(earlier) !== names(signed);
}

function within(ended: Promise<OrderAnswer>, waitMs: number): Promise<OrderAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<OrderAnswer>();
  const timer = setTimeout(() => resolve({ state: 'unknown' }), waitMs);
  ended.then(resolve, reject).finally(() => clearTimeout(timer));
  return promise;
}
