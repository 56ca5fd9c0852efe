import { type ErrorCode, type Id, isErrorCode, type Result } from '@kumoh-pay/domain';
import { z } from 'zod';
import { askUntilKnown } from '../ask.ts';
import { keep } from '../kept.ts';
import type { PaidSale, PendingCharge } from '../sale-door.ts';

/** A charge that was taken offline and whose end is known now. `code` null: paid, late. */
export interface LateAnswer {
  charge: Id;
  amount: number;
  takenAt: number;
  code: ErrorCode | null;
}
const answersKept = keep(
  'late-answers',
  z.array(z.object({ charge: z.string(), amount: z.int(), takenAt: z.int(), code: z.string().nullable() })),
);

export interface QueueDoor {
  /** Charges taken offline that have no known answer yet, oldest first. */
  waiting(): Promise<PendingCharge[]>;
  send(charge: PendingCharge): Promise<Result<PaidSale>>;
  settle(charge: Id): Promise<void>;
}

/** What was taken without a connection: it stays on the disk until the ledger's answer is known, and goes out by itself. */
export class OfflineQueue {
  waiting = $state.raw<readonly PendingCharge[]>([]);
  /** Won that nobody has confirmed yet. */
  risk = $derived(this.waiting.reduce((sum, { signed }) => sum + signed.order.body.amount, 0));
  /** What became of earlier ones; each stays until a person has seen it. */
  answers = $state.raw<readonly LateAnswer[]>(readAnswers());
  #sending = false;
  readonly #door: QueueDoor;

  constructor(door: QueueDoor) {
    this.#door = door;
  }

  async read(): Promise<void> {
    this.waiting = await this.#door.waiting();
  }

  /** Sends one after the other, oldest first, for as long as the server answers. Runs once at a time. */
  async send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      await this.read();
      for (const charge of this.waiting) {
        const ask = () => this.#door.send(charge);
        const asked = await askUntilKnown({
          ask,
          fresh: false,
          onUnknown: () => undefined,
          signal: new AbortController().signal,
        });
        // Not paired any more, or not to be asked just now: it stays on the disk.
        if (asked === 'locked' || asked === 'stopped') return;
        await this.#ended(charge, asked.ok ? null : asked.code);
      }
    } finally {
      this.#sending = false;
    }
  }

  seen(...charges: Id[]): void {
    this.#keep(this.answers.filter(({ charge }) => !charges.includes(charge)));
  }

  // The answer is kept before the order is forgotten: a crash in between asks again and hears the same.
  async #ended({ signed: { order } }: PendingCharge, code: ErrorCode | null): Promise<void> {
    const { id: charge, at: takenAt } = order;
    const answer: LateAnswer = { charge, amount: order.body.amount, takenAt, code };
    this.#keep([...this.answers.filter((one) => one.charge !== charge), answer]);
    await this.#door.settle(charge);
    await this.read();
  }

  #keep(answers: readonly LateAnswer[]): void {
    this.answers = answers;
    answersKept.write([...answers]);
  }
}

function readAnswers(): LateAnswer[] {
  return (answersKept.read() ?? []).map((one) => ({
    ...one,
    code: one.code === null ? null : isErrorCode(one.code) ? one.code : 'OUTCOME_UNKNOWN',
  }));
}
