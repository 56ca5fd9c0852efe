import type { Id } from '@kumoh-pay/domain';
import type { KeyHolder } from './campus.ts';
import { approveDays, prepareDays, recordDays, rejectDay, type SealedDay } from './evening.ts';
import type { Seeding } from './seeding.ts';

/** Days before today whose figures are left as an office would find them: one shop's rejected, the others approved. */
const leftWaiting = 2;
/** The morning before today's, on which the last batch is not recorded yet. */
const lastMorning = 1;
/** A batch is prepared when so many days wait. */
const batchDays = 2;

interface Evening {
  ago: number;
  days: SealedDay[];
}

/** The office's mornings: approves, pays out and records, each by another officer. */
export class Office {
  readonly #seeding: Seeding;
  readonly #approver: KeyHolder;
  readonly #preparer: KeyHolder;
  readonly #recorder: KeyHolder;
  #counted: Evening[] = [];
  #approved: SealedDay[] = [];
  #open: Id | null = null;
  #done = -1;

  constructor(seeding: Seeding) {
    const [approver, preparer, recorder] = seeding.campus.officers.filter(({ roles }) =>
      roles.includes('approver'),
    );
    if (!approver || !preparer || !recorder) throw new Error('the demo has three approvers');
    this.#seeding = seeding;
    this.#approver = approver;
    this.#preparer = preparer;
    this.#recorder = recorder;
  }

  counted(days: SealedDay[], ago: number): void {
    this.#counted.push({ days, ago });
  }

  /** Once a day, at `atMs`. The last evening's figures stay counted, for somebody to approve. */
  async morning(atMs: number, ago: number): Promise<void> {
    if (this.#done === ago) return;
    this.#done = ago;
    this.#seeding.clock.moveTo(Math.max(atMs, this.#seeding.now));
    if (this.#open !== null && ago !== lastMorning) {
      await recordDays(this.#seeding, this.#recorder, this.#open);
      this.#open = null;
    }
    const evenings = this.#counted;
    this.#counted = [];
    for (const evening of evenings) await this.#judge(evening);
    if (this.#approved.length < batchDays * this.#seeding.campus.shops.length) return;
    const batch = this.#approved;
    this.#approved = [];
    this.#open = await prepareDays(this.#seeding, this.#preparer, batch);
  }

  async #judge({ days, ago }: Evening): Promise<void> {
    const [first, ...others] = days;
    if (ago === leftWaiting && first) {
      await rejectDay(this.#seeding, this.#preparer, first);
      await approveDays(this.#seeding, this.#approver, others);
      return;
    }
    await approveDays(this.#seeding, this.#approver, days);
    this.#approved.push(...days);
  }
}
