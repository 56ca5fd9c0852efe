import { setTimeout as pause } from 'node:timers/promises';
import type { Id, OrderOf, SignedOrder } from '@kumoh-pay/domain';
import { dayBoxes, gatherAbove, hintsPerAccountMax, newId, seoulDay } from '@kumoh-pay/domain';
import type { Logger } from 'pino';
import type { Database } from '../db/index.ts';
import { closedWithMoney, notesOfDay, overWithMoney } from '../index/left-over.ts';
import { settlementsByState } from '../index/settlements.ts';
import { accountsWithNotes } from '../index/waiting-notes.ts';
import { forgetOld } from './forget-old.ts';
import type { OrderAnswer } from './order-path.ts';
import { Pace } from './pace.ts';

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
  /** Resolves when what this server has committed is in the index, or after a moment. */
  indexed(): Promise<void>;
}

/** Without news the keeper looks this often: programmes end and rows grow old on quiet days too. */
const lookMs = 600_000;

/** Between two looks: under load the news of many blocks is looked at together. */
const restMs = 200;

/** Does what anyone may do and somebody must: counts sealed days, gathers, sweeps closed accounts, expires what is over. */
export class Keeper {
  readonly #parts: KeeperParts;
  readonly #timer: NodeJS.Timeout;
  #busy: Promise<void> | null = null;
  #again = false;
  readonly #stopping = new AbortController();
  #stopped = false;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.look(), lookMs);
    this.#timer.unref();
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
    this.#stopping.abort();
    clearInterval(this.#timer);
    await this.#busy;
  }

  /** Folds in the notes of accounts with more than `above` waiting, 64 at a time. */
  async gather(above: number, among?: readonly Id[]): Promise<void> {
    for (const account of await accountsWithNotes(this.#parts.db, above, among)) {
      if (this.#stopped) return;
      await this.#submit('gather', { account });
    }
  }

  async #work(): Promise<void> {
    const { db, now, log } = this.#parts;
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        // What the keeper has just done would else be found undone, and done again.
        await this.#parts.indexed();
        await this.#count();
        await this.gather(gatherAbove);
        for (const account of await closedWithMoney(db)) await this.#submit('sweepAccount', { account });
        for (const over of await overWithMoney(db, seoulDay(now()))) {
          await this.gather(hintsPerAccountMax, over.accounts);
          await this.#submit('expire', over);
        }
        await forgetOld(db, now());
      } catch (error) {
        log.error({ err: error }, 'the keeper was stopped by a fault; it looks again with the next block');
      }
      if (this.#again)
        await pause(restMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  async #count(): Promise<void> {
    for (const { vendor, day, settlement } of await settlementsByState(this.#parts.db, [
      'sealed',
      'counting',
    ])) {
      const notes = await notesOfDay(this.#parts.db, vendor, day);
      const share = Math.floor((dayBoxes * notesAtOnce) / Math.max(1, notes));
      const step = Math.max(1, Math.min(dayBoxes, share));
      const counted = new Set(settlement.boxes);
      const left = Array.from({ length: dayBoxes }, (_, box) => box).filter((box) => !counted.has(box));
      const pace = new Pace();
      for (let from = 0; from < left.length && !this.#stopped; from += step) {
        const boxes = left.slice(from, from + step);
        const count = () => this.#submit('countDay', { vendor, day, boxes });
        if ((await pace.piece(count, this.#stopping.signal)).state !== 'committed') break;
      }
    }
  }

  async #submit<Type extends KeeperOrder>(type: Type, body: OrderOf<Type>['body']): Promise<OrderAnswer> {
    const { signAsEnroller, submit, log, now } = this.#parts;
    if (this.#stopped) return { state: 'unknown' };
    const answer = await submit(
      await signAsEnroller({ type, id: newId(), body, at: now() } as OrderOf<Type>),
    );
    if (answer.state !== 'committed') log.warn({ type, answer }, 'an order of the keeper was not done');
    return answer;
  }
}
