import { carrierResultSchema, type ReadQuery, readAnswerSchema } from '@kumoh-pay/domain';
import type { Carried, LifeLedger } from '../../../../chaincode/test/conservation/test-ledger.ts';
import type { Chance } from '../../demo/chance.ts';
import type { Counts } from './counts.ts';
import type { Call, Happened, LockStep } from './lock-step.ts';

/** Of the sets that set out, about so many have a rival: the same orders once more under another transaction id. */
const rivalShare = 0.6;
/** And so many of the transactions are ordered twice. */
const twiceShare = 0.15;

const execute = (orders: readonly unknown[]): Call => ({
  embedded: 'execute',
  fabric: 'execute',
  args: [JSON.stringify({ orders })],
});

/** A life of the conservation test (chaincode/test/conservation) on both ledgers at once. */
export class LifeOnBoth implements LifeLedger {
  readonly #both: LockStep;
  readonly #chance: Chance;
  readonly #counts: Counts;

  constructor(both: LockStep, chance: Chance, counts: Counts, startMs: number) {
    this.#both = both;
    this.#chance = chance;
    this.#counts = counts;
    both.now = startMs;
  }

  get name(): string {
    return this.#both.name;
  }
  get now(): number {
    return this.#both.now;
  }
  set now(time: number) {
    this.#both.now = time;
  }

  async carry(...carriers: (readonly unknown[])[]): Promise<Carried[]> {
    const calls = carriers.map(execute);
    // The first is always valid, so that a rival of it changes nothing that the life's model knows.
    const rivals = this.#chance.happens(rivalShare) ? this.#rivalsOf(carriers[0] ?? []) : [];
    const all = [...calls, ...rivals];
    const twice = all.map((_, place) => place).filter(() => this.#chance.happens(twiceShare));
    const happened = await this.#both.together(all, twice);
    for (const one of happened) this.#count(one);
    return happened.slice(0, calls.length).map(({ code, result }) => {
      if (code === null || result === null) throw new Error('a carrier of a life was thrown at');
      return { code, outcomes: carrierResultSchema.parse(JSON.parse(result)).results };
    });
  }

  /** The same carrier, or each of its orders alone. */
  #rivalsOf(orders: readonly unknown[]): Call[] {
    return this.#chance.happens(0.5) ? [execute(orders)] : orders.map((order) => execute([order]));
  }

  async read(...records: ReadQuery['records']): Promise<(string | null)[]> {
    const answer = await this.#both.ask({
      embedded: 'read',
      fabric: 'read',
      args: [JSON.stringify({ records })],
    });
    return readAnswerSchema.parse(JSON.parse(answer)).values;
  }

  #count({ code, result }: Happened): void {
    const outcomes = carrierResultSchema.parse(JSON.parse(result ?? '')).results;
    const refused = outcomes.filter(({ ok }) => !ok).length;
    this.#counts.refused += refused;
    if (code === 'VALID' && refused > 0 && refused < outcomes.length) this.#counts.mixed += 1;
  }
}
