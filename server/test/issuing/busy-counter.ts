import { setTimeout as pause } from 'node:timers/promises';
import type { SignedOrder } from '@kumoh-pay/domain';
import type { Chance } from '../../../command/src/demo/chance.ts';
import { Connection } from '../exactly-once/connection.ts';
import { paidIn, resultOf } from '../exactly-once/door-answer.ts';
import type { Counter, OfficeAtNoon } from './office-at-noon.ts';

/** Won of each charge. */
export const price = 100;
/** From one answer to the next charge: a queue that moves faster than people do. */
const restMs = { least: 300, most: 700 };
const againMs = 100;
/** A counter's own patience with one request; a server that hangs is asked again on another connection. */
const answerMs = 8_000;

export interface ToldCharge {
  order: SignedOrder['order'];
  vendor: string;
  payer: string;
  /** Won moved. */
  paid: boolean;
  text: string;
  askedAt: number;
  /** Milliseconds until the counter knew. */
  tookMs: number;
}

/** A counter at lunch: one member after the other, each charge asked for under its id until its outcome is told. */
export class BusyCounter {
  readonly told: ToldCharge[] = [];
  /** Answers that did not come, or were no outcome. */
  unheard = 0;
  readonly #office: OfficeAtNoon;
  readonly #counter: Counter;
  readonly #chance: Chance;
  #line: Connection | null = null;

  constructor(office: OfficeAtNoon, counter: Counter, chance: Chance) {
    this.#office = office;
    this.#counter = counter;
    this.#chance = chance;
  }

  async run(more: () => boolean): Promise<void> {
    const { vendor, terminal, payers } = this.#counter;
    for (let place = 0; more(); place++) {
      const payer = payers[place % payers.length];
      if (!payer) throw new Error('nobody pays here');
      const signed = this.#office.campus.charge(vendor, terminal, payer, price);
      const [askedAt, start] = [Date.now(), performance.now()];
      const text = await this.#untilTold(signed);
      const tookMs = performance.now() - start;
      const paid = paidIn(text) !== null;
      this.told.push({ order: signed.order, vendor, payer: payer.id, paid, text, askedAt, tookMs });
      await pause(this.#chance.between(restMs.least, restMs.most));
    }
    this.#line?.break();
  }

  async #untilTold(signed: SignedOrder): Promise<string> {
    for (;;) {
      const answer = await this.#ask(signed);
      if (answer) return answer;
      this.unheard += 1;
      await pause(againMs);
    }
  }

  async #ask(signed: SignedOrder): Promise<string | null> {
    try {
      this.#line ??= await Connection.open(this.#office.server.addresses.counter, this.#counter.cookie);
    } catch {
      // The server is away; it comes back at another port.
      return null;
    }
    const line = this.#line;
    const asked = line.post('sale.charge', { signed, basket: [] });
    const answer = await Promise.race([asked, pause(answerMs, null, { ref: false })]);
    if (answer && answer.status < 500) return resultOf(answer);
    line.break();
    this.#line = null;
    return null;
  }
}
