import { setTimeout as pause } from 'node:timers/promises';
import { carrierResultSchema, type SignedOrder } from '@kumoh-pay/domain';
import { EndorseFailed, isConflict, type Ledger } from '@kumoh-pay/server/ledger/ledger.ts';
import { CarrierQueue } from '@kumoh-pay/server/order/carrier-queue.ts';
import { footprintOf } from '@kumoh-pay/server/order/footprint.ts';

interface Riding {
  signed: SignedOrder;
  footprint: ReturnType<typeof footprintOf>;
  characters: number;
  resolve(): void;
  reject(reason: Error): void;
}

const commitWaitMs = 30_000;
const conflictPauseMs = 50;
/** A peer of a busy machine may not answer in time; one that never does ends the run. */
const silencesMax = 20;

/** The server's own queue straight at a ledger: what a carrier costs without people, sessions and a database. */
export class Carrying {
  /** Carriers that were valid, the orders in them, and carriers that had to be sent again. */
  carriers = 0;
  orders = 0;
  conflicts = 0;
  readonly #ledger: Ledger;
  readonly #queue: CarrierQueue<Riding>;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#queue = new CarrierQueue<Riding>((orders) => this.#carry(orders));
  }

  /** Resolves when the order is on the ledger; rejects when it was refused. */
  submit(signed: SignedOrder): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const characters = JSON.stringify(signed).length;
    this.#queue.add({ signed, footprint: footprintOf(signed), characters, resolve, reject });
    return promise;
  }

  async #carry(orders: readonly Riding[]): Promise<void> {
    try {
      await this.#toItsEnd(orders);
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      for (const { reject } of orders) reject(reason);
    }
  }

  async #toItsEnd(orders: readonly Riding[]): Promise<void> {
    const text = JSON.stringify({ orders: orders.map(({ signed }) => signed) });
    for (let silences = 0; ; ) {
      const result = await this.#once(text);
      if (typeof result !== 'object') return this.#settle(orders, result);
      if (result.again === 'conflict') this.conflicts += 1;
      else if (++silences > silencesMax) throw new Error('the ledger endorses nothing');
      await pause(conflictPauseMs);
    }
  }

  async #once(text: string): Promise<string | { again: 'conflict' | 'unavailable' }> {
    try {
      const { transactionId, bytes, result } = await this.#ledger.endorse(text);
      // Only the verdict is an answer: a submission that failed, or was not answered in time, may commit.
      await this.#ledger.submit(bytes).catch(() => undefined);
      const status = await this.#ledger.commitStatus(transactionId, commitWaitMs);
      if (status === 'unknown') throw new Error(`no verdict on ${transactionId} within ${commitWaitMs} ms`);
      if (status.valid) return result;
      if (isConflict(status.code)) return { again: 'conflict' };
      throw new Error(`a carrier is ${status.code}`);
    } catch (error) {
      if (!(error instanceof EndorseFailed) || error.failure === 'carrier') throw error;
      return { again: error.failure === 'mismatch' ? 'conflict' : 'unavailable' };
    }
  }

  #settle(orders: readonly Riding[], text: string): void {
    const { results } = carrierResultSchema.parse(JSON.parse(text));
    this.carriers += 1;
    this.orders += orders.length;
    for (const [place, { resolve, reject }] of orders.entries()) {
      const result = results[place];
      if (result?.ok) resolve();
      else reject(new Error(`an order was refused: ${result?.code} ${result?.detail}`));
    }
  }
}
