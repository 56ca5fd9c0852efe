import type { Id, OrderOf, SignedOrder } from '@kumoh-pay/domain';
import { dayBoxes, gatherAbove, newId, settlementSchema } from '@kumoh-pay/domain';
import type { Logger } from 'pino';
import type { Database } from '../db/index.ts';
import { accountsWithNotes } from '../index/waiting-notes.ts';
import type { OrderAnswer } from './order-path.ts';

/** Notes that one counting reads: a range of so many is simulated well within a peer's 200 ms. */
const notesAtOnce = 400;

export type KeeperOrder = 'gather' | 'countDay' | 'sweepAccount' | 'expire';
export type SignAsEnroller = (order: OrderOf<KeeperOrder>) => Promise<SignedOrder>;

export interface KeeperParts {
  db: Database;
  log: Logger;
  now: () => number;
  signAsEnroller: SignAsEnroller;
  submit(signed: SignedOrder): Promise<OrderAnswer>;
}

/** Does what anyone may do and somebody must: counts sealed days, and gathers accounts that many notes wait for. */
export class Keeper {
  readonly #parts: KeeperParts;
  #busy: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** After each projection; a run that is under way is followed by one more. */
  look(): void {
    this.#again = true;
    if (this.#stopped) return;
    this.#busy ??= this.#work().finally(() => {
      this.#busy = null;
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#busy;
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        await this.#count();
        await this.gather(gatherAbove);
      } catch (error) {
        this.#parts.log.error(
          { err: error },
          'the keeper was stopped by a fault; it looks again with the next block',
        );
      }
    }
  }

  /** Folds in the notes of accounts with more than `above` waiting, 64 at a time. */
  async gather(above: number, among?: readonly Id[]): Promise<void> {
    for (const account of await accountsWithNotes(this.#parts.db, above, among)) {
      if (this.#stopped) return;
      await this.#submit({ type: 'gather', id: newId(), body: { account }, at: this.#parts.now() });
    }
  }

  async #count(): Promise<void> {
    const { db } = this.#parts;
    const open = await db
      .selectFrom('settlement')
      .select(['vendor', 'day', 'figures'])
      .where('state', 'in', ['sealed', 'counting'])
      .execute();
    for (const { vendor, day, figures } of open) {
      const counted = new Set(settlementSchema.parse(JSON.parse(figures)).boxes);
      const notes = await notesOfDay(db, vendor, day);
      const step = Math.max(1, Math.min(dayBoxes, Math.floor((dayBoxes * notesAtOnce) / Math.max(1, notes))));
      const left = Array.from({ length: dayBoxes }, (_, box) => box).filter((box) => !counted.has(box));
      for (let from = 0; from < left.length && !this.#stopped; from += step) {
        const boxes = left.slice(from, from + step);
        const answer = await this.#submit({
          type: 'countDay',
          id: newId(),
          body: { vendor, day, boxes },
          at: this.#parts.now(),
        });
        if (answer.state !== 'committed') break;
      }
    }
  }

  async #submit(order: OrderOf<KeeperOrder>): Promise<OrderAnswer> {
    const answer = await this.#parts.submit(await this.#parts.signAsEnroller(order));
    if (answer.state !== 'committed')
      this.#parts.log.warn({ type: order.type, answer }, 'an order of the keeper was not done');
    return answer;
  }
}

async function notesOfDay(db: Database, vendor: Id, day: number): Promise<number> {
  const count = async (table: 'sale' | 'refund') => {
    const query = db.selectFrom(table).select((select) => select.fn.countAll<number>().as('rows'));
    return (await query.where('vendor', '=', vendor).where('day', '=', day).executeTakeFirstOrThrow()).rows;
  };
  return (await count('sale')) + (await count('refund'));
}
