import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  carrierResultSchema,
  type OrderOutcome,
  type ReadQuery,
  readAnswerSchema,
  type SignedOrder,
} from '@kumoh-pay/domain';
import { type EmbeddedLedger, openEmbeddedLedger } from '@kumoh-pay/embedded-ledger';
import { KumohPay } from '../../src/contract.ts';

/** The ledger's name, which is part of everything signed. */
export const testLedger = 'test-campus';

export interface Carried {
  /** The peer's verdict on the transaction; outcomes count only when it is VALID. */
  code: string;
  outcomes: OrderOutcome[];
}

/** What a life is lived on: one ledger, or two that are compared. */
export interface LifeLedger {
  readonly name: string;
  now: number;
  carry(...carriers: (readonly unknown[])[]): Promise<Carried[]>;
  read(...records: ReadQuery['records']): Promise<(string | null)[]>;
}

/** Against hanging, not against slowness: a machine that does ten other things is slow. */
const verdictMs = 120_000;

/** The real contract on a real embedded ledger in a folder of its own, with a clock that the test sets. */
export class TestLedger implements LifeLedger {
  readonly name = testLedger;
  readonly folder: string;
  readonly #ledger: EmbeddedLedger;
  readonly #clock: { now: number };

  private constructor(folder: string, ledger: EmbeddedLedger, clock: { now: number }) {
    this.folder = folder;
    this.#ledger = ledger;
    this.#clock = clock;
  }

  static async open(startMs: number): Promise<TestLedger> {
    const folder = mkdtempSync(join(tmpdir(), 'kumoh-ledger-'));
    const clock = { now: startMs };
    const ledger = await openEmbeddedLedger({
      directory: folder,
      contract: KumohPay,
      channel: testLedger,
      now: () => clock.now,
    });
    return new TestLedger(folder, ledger, clock);
  }

  get now(): number {
    return this.#clock.now;
  }
  set now(timeMs: number) {
    this.#clock.now = timeMs;
  }
  get height(): number {
    return this.#ledger.height;
  }

  /** Carriers endorsed on one and the same state, then ordered one after the other: later ones may conflict. */
  async carry(...carriers: (readonly unknown[])[]): Promise<Carried[]> {
    const endorsed = [];
    for (const orders of carriers) {
      endorsed.push(await this.#ledger.endorse({ function: 'execute', args: [JSON.stringify({ orders })] }));
    }
    await Promise.all(endorsed.map(({ bytes }) => this.#ledger.submit(bytes)));
    const carried: Carried[] = [];
    for (const { transactionId, result } of endorsed) {
      const status = await this.#ledger.commitStatus(transactionId, verdictMs);
      if (status === 'unknown') throw new Error('the ledger gave no verdict');
      carried.push({ code: status.code, outcomes: carrierResultSchema.parse(JSON.parse(result)).results });
    }
    return carried;
  }

  /** One order in a carrier of its own. */
  async send(order: SignedOrder): Promise<OrderOutcome> {
    const [carried] = await this.carry([order]);
    const outcome = carried?.outcomes[0];
    if (carried?.code !== 'VALID' || !outcome) throw new Error(`the carrier is ${carried?.code}`);
    return outcome;
  }

  async read(...records: ReadQuery['records']): Promise<(string | null)[]> {
    return readAnswerSchema.parse(
      JSON.parse(await this.#ledger.evaluate('read', [JSON.stringify({ records })])),
    ).values;
  }

  close(): Promise<void> {
    return this.#ledger.close();
  }

  /** Removes the folder; the ledger is closed. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
