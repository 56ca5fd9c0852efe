import { carrierCallsMax, carrierCharactersMax, carrierOrdersMax } from '@kumoh-pay/domain';
import { conflict, Keys } from './conflict.ts';
import type { Footprint } from './footprint.ts';

/** Carriers under way at once: more would only wait in the ledger instead of here. Beyond: orders collect. */
export const carriersInFlightMax = 4;
/** A carrier that takes longer holds back only orders that touch its keys, not the whole queue. */
export const collectAtMostMs = 1_000;
/**
 * Carriers at once with those that take longer. A ledger that takes carriers and tells no outcome would else be sent
 * ever more, each with its bytes in memory and its own questions. Beyond: orders collect until one has an end.
 */
export const carriersHeldMax = 16;

interface InFlight {
  orders: readonly Waiting[];
  /** It took longer than the rest should wait for. */
  slow: boolean;
  /** It carries an order that rides alone. */
  alone: boolean;
}

export interface Waiting {
  footprint: Footprint;
  /** Length of the signed order as JSON text. */
  characters: number;
}

/**
 * Sends at once when idle, else collects while earlier carriers are in flight; a count under way is nobody's reason to
 * wait, since nothing could have ridden with it. An order waits while one in flight writes a key that it reads, or
 * reads a key that it writes, and it never overtakes such an order in the queue.
 */
export class CarrierQueue<Order extends Waiting> {
  readonly #carry: (orders: Order[]) => Promise<void>;
  #waiting: Order[] = [];
  readonly #inFlight = new Set<InFlight>();
  #stopped = false;

  /** @param carry takes a carrier's orders to their end, whatever it is; it must not reject. */
  constructor(carry: (orders: Order[]) => Promise<void>) {
    this.#carry = carry;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  add(order: Order): void {
    this.#waiting.push(order);
    this.#pump();
  }

  /** Keeps keys of a carrier that was already under way when the queue was made. */
  hold(orders: readonly Waiting[], ended: Promise<void>): void {
    this.#track(orders, ended, true);
  }

  /** Nothing is sent any more; what waits is found again at the next start. */
  stop(): void {
    this.#stopped = true;
  }

  #pump(): void {
    while (!this.#stopped) {
      const busy = [...this.#inFlight].filter((carrier) => !carrier.slow);
      if (busy.length >= carriersInFlightMax || this.#inFlight.size >= carriersHeldMax) return;
      const collecting = busy.some((carrier) => !carrier.alone);
      if (collecting && !this.#mayBeFull()) return;
      const { orders, full } = this.#pick();
      if (orders.length === 0 || (collecting && !full)) return;
      const chosen = new Set(orders);
      this.#waiting = this.#waiting.filter((order) => !chosen.has(order));
      this.#track(orders, this.#carry(orders), false);
    }
  }

  /** False while all that waits would fit into one carrier and may wait longer: then nobody's keys need be looked at. */
  #mayBeFull(): boolean {
    if (this.#waiting.length >= carrierOrdersMax) return true;
    let calls = 0;
    let characters = 0;
    for (const order of this.#waiting) {
      if (order.footprint.alone) return true;
      calls += order.footprint.calls;
      characters += order.characters;
    }
    return calls > carrierCallsMax || characters > carrierCharactersMax;
  }

  #track(orders: readonly Waiting[], ended: Promise<void>, slow: boolean): void {
    const carrier = { orders, slow, alone: orders.some(({ footprint }) => footprint.alone) };
    this.#inFlight.add(carrier);
    const timer = setTimeout(() => {
      carrier.slow = true;
      this.#pump();
    }, collectAtMostMs);
    void ended.finally(() => {
      clearTimeout(timer);
      this.#inFlight.delete(carrier);
      this.#pump();
    });
  }

  /** The next carrier: in order of arrival, without what must wait. `full`: nothing is gained by collecting longer. */
  #pick(): { orders: Order[]; full: boolean } {
    const ahead = new Keys();
    for (const carrier of this.#inFlight) for (const { footprint } of carrier.orders) ahead.add(footprint);
    const orders: Order[] = [];
    let calls = 0;
    let characters = 0;
    for (const order of this.#waiting) {
      const waits = conflict(ahead, order.footprint);
      const alone = order.footprint.alone && !waits;
      if (alone && orders.length === 0) return { orders: [order], full: true };
      if (waits || alone) {
        ahead.add(order.footprint);
        continue;
      }
      calls += order.footprint.calls;
      characters += order.characters;
      const fits = calls <= carrierCallsMax && characters <= carrierCharactersMax;
      if (orders.length > 0 && !fits) return { orders, full: true };
      orders.push(order);
      if (orders.length === carrierOrdersMax || !fits) return { orders, full: true };
    }
    return { orders, full: false };
  }
}
