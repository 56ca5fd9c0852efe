import { setTimeout as pause } from 'node:timers/promises';
import type { SignedOrder } from '@kumoh-pay/domain';
import type { Person } from '../../src/order/test-campus.ts';
import { Connection } from '../exactly-once/connection.ts';
import type { CounterAtNoon } from '../exactly-once/counter-at-noon.ts';
import { paidIn, resultOf } from '../exactly-once/door-answer.ts';

export const price = 10;
const againMs = 100;
/** A counter's own patience with one request; a server that hangs is asked again on another connection. */
const answerMs = 8_000;

/** What the counter was told for good of one charge, by the clock of this process. */
export interface Told {
  order: SignedOrder['order'];
  member: string;
  paid: boolean;
  /** The answer as it came. */
  text: string;
  askedAt: number;
  toldAt: number;
}

/** A member who pays, again and again; each charge is asked for under the same id until its outcome is told. */
export class Payer {
  readonly told: Told[] = [];
  readonly member: Person;
  /** When the charge that is asked for now was first sent; null between two. */
  waitingSince: number | null = null;
  /** Answers that did not come, or were no outcome. */
  unheard = 0;
  readonly #noon: CounterAtNoon;
  readonly #cookie: string;
  #line: Connection | null = null;

  constructor(noon: CounterAtNoon, member: Person, cookie: string) {
    this.#noon = noon;
    this.member = member;
    this.#cookie = cookie;
  }

  async run(more: () => boolean): Promise<void> {
    const { campus, vendor, terminal } = this.#noon;
    while (more()) {
      const signed = campus.charge(vendor, terminal, this.member, price);
      const askedAt = Date.now();
      this.waitingSince = askedAt;
      const text = await this.#untilTold(signed);
      const paid = paidIn(text) !== null;
      this.told.push({
        order: signed.order,
        member: this.member.id,
        paid,
        text,
        askedAt,
        toldAt: Date.now(),
      });
      this.waitingSince = null;
    }
    this.#line?.break();
  }

  async #untilTold(signed: SignedOrder): Promise<string> {
    for (;;) {
      const answer = await this.#ask(signed).catch(() => null);
      if (answer) return answer;
      this.unheard += 1;
      await pause(againMs);
    }
  }

  async #ask(signed: SignedOrder): Promise<string | null> {
    this.#line ??= await Connection.open(this.#noon.server.addresses.counter, this.#cookie);
    const line = this.#line;
    const answer = await Promise.race([
      line.post('sale.charge', { signed, basket: [] }),
      pause(answerMs, null, { ref: false }),
    ]);
    // 500: the door is there and what stands behind it is not.
    if (answer && answer.status < 500) return resultOf(answer);
    line.break();
    this.#line = null;
    return null;
  }
}
