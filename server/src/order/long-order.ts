import type { SignedOrder } from '@kumoh-pay/domain';
import { hintsPerAccountMax, partsOf, revokePartSize } from '@kumoh-pay/domain';
import type { Logger } from 'pino';
import type { Database } from '../db/index.ts';
import { findAttempt, storedOrder } from './attempt-store.ts';
import type { Keeper } from './keeper.ts';
import type { OrderAnswer } from './order-path.ts';
import { Pace } from './pace.ts';
import type { LongOrderTable } from './tables.ts';

export interface PartsProgress {
  done: number;
  parts: number;
}
/** `committed`: every part; else the answer of the part that stopped it, with how many were done before. */
export type PartsAnswer = { answer: OrderAnswer; results: unknown[] } & PartsProgress;

export interface LongOrderParts {
  submit(signed: SignedOrder): Promise<OrderAnswer>;
  keeper: Pick<Keeper, 'gather'>;
}

/** Part after part. Each may run twice, so after a break the whole is simply begun again. */
async function submitInParts(
  { submit, keeper }: LongOrderParts,
  signed: SignedOrder,
  progress: (progress: PartsProgress) => void = () => undefined,
): Promise<PartsAnswer> {
  const { order } = signed;
  if (order.type !== 'issue' && order.type !== 'revoke') {
    const answer = await submit(signed);
    return { answer, results: answer.state === 'committed' ? [answer.result] : [], done: 0, parts: 1 };
  }
  const parts = partsOf(order.type, order.body.receivers.length);
  const results: unknown[] = [];
  let answer: OrderAnswer = { state: 'unknown' };
  const pace = new Pace();
  for (let part = 0; part < parts; part++) {
    answer = await pace.piece(async () => {
      if (order.type === 'revoke') {
        const receivers = order.body.receivers.slice(part * revokePartSize, (part + 1) * revokePartSize);
        // Later notes than these would be missed by the revoke.
        await keeper.gather(
          hintsPerAccountMax,
          receivers.map(({ account }) => account),
        );
      }
      return submit({ ...signed, part });
    });
    if (answer.state !== 'committed') return { answer, results, done: part, parts };
    results.push(answer.result);
    progress({ done: part + 1, parts });
  }
  return { answer, results, done: parts, parts };
}

/** A list that was left in its middle is looked for this often; one that fails again waits twice as long, up to an hour. */
const lookMs = 60_000;
const waitMostMs = 3_600_000;

/** Issue and revoke to their last part, also across a break: what is begun stands in a row of its own until it is done. */
export class LongOrders {
  readonly #db: Database;
  readonly #parts: LongOrderParts & { log: Logger; now: () => number };
  readonly #underWay = new Set<string>();
  readonly #waits = new Map<string, { until: number; waitMs: number }>();
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> = Promise.resolve();
  #looks = 0;
  #stopped = false;

  constructor(db: Database, parts: LongOrderParts & { log: Logger; now: () => number }) {
    this.#db = db;
    this.#parts = parts;
    this.#timer = setInterval(() => this.look(), lookMs);
    this.#timer.unref();
  }

  async submit(signed: SignedOrder, progress?: (progress: PartsProgress) => void): Promise<PartsAnswer> {
    const { id: order_id, type } = signed.order;
    if (!isLong(type)) return submitInParts(this.#parts, signed, progress);
    const key = { order_id, type };
    const name = `${type}/${order_id}`;
    const mine = !this.#underWay.has(name);
    this.#underWay.add(name);
    try {
      await beginLongOrder(this.#db, key, this.#parts.now());
      const done = await submitInParts(this.#parts, signed, progress);
      if (isOver(done)) await endLongOrder(this.#db, key);
      return done;
    } finally {
      if (mine) this.#underWay.delete(name);
    }
  }

  /** Goes on with what was left in the middle. One after the other; never rejects. */
  look(): void {
    this.#looks += 1;
    this.#looking = this.#looking
      .then(() => this.#resume())
      .finally(() => {
        this.#looks -= 1;
      });
  }

  /** Nothing is being looked for. */
  get idle(): boolean {
    return this.#looks === 0;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #resume(): Promise<void> {
    const { log, now } = this.#parts;
    try {
      for (const key of await openLongOrders(this.#db)) {
        const name = `${key.type}/${key.order_id}`;
        const wait = this.#waits.get(name);
        if (this.#stopped || this.#underWay.has(name) || (wait && wait.until > now())) continue;
        const done = await this.#goOn(key).catch((error: unknown) => {
          log.error({ err: error, order: key.order_id }, 'a long order was not resumed; it is tried again');
          return false;
        });
        const waitMs = Math.min(2 * (wait?.waitMs ?? lookMs / 2), waitMostMs);
        if (done) this.#waits.delete(name);
        else this.#waits.set(name, { until: now() + waitMs, waitMs });
      }
    } catch (error) {
      if (!this.#stopped) log.error({ err: error }, 'long orders could not be looked for');
    }
  }

  /** @returns whether it has an end. @throws when its row can no longer be read: it stays, and stops no other. */
  async #goOn(key: LongOrderKey): Promise<boolean> {
    const first = await findAttempt(this.#db, { ...key, part: 0 });
    const over = first === null || first.state === 'void' || first.state === 'refused';
    if (over) await endLongOrder(this.#db, key);
    // The order path itself goes on with a first part that has no answer yet.
    if (over || first.state !== 'committed') return over;
    return isOver(await this.submit(storedOrder(first.signed, key.type, 0)));
  }
}

const isLong = (type: string): boolean => type === 'issue' || type === 'revoke';

/** Every part is done; or the first was refused, or a void has stopped it. A later part is refused by an outage only. */
const isOver = ({ answer, done }: PartsAnswer): boolean =>
  answer.state === 'committed' || answer.state === 'void' || (answer.state === 'refused' && done === 0);

type LongOrderKey = Pick<LongOrderTable, 'order_id' | 'type'>;

const beginLongOrder = (db: Database, key: LongOrderKey, begun_at: number) =>
  db
    .insertInto('long_order')
    .ignore()
    .values({ ...key, begun_at })
    .execute();

const endLongOrder = (db: Database, { order_id, type }: LongOrderKey) =>
  db.deleteFrom('long_order').where('order_id', '=', order_id).where('type', '=', type).execute();

const openLongOrders = (db: Database): Promise<LongOrderKey[]> =>
  db.selectFrom('long_order').select(['order_id', 'type']).orderBy('begun_at').execute();
