import type { SignedOrder } from '@kumoh-pay/domain';
import { hintsPerAccountMax, partsOf, revokePartSize } from '@kumoh-pay/domain';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { storedOrder } from './attempt-store.ts';
import type { Keeper } from './keeper.ts';
import type { OrderAnswer } from './order-path.ts';

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

/** Issue and revoke, part after part. Each may run twice, so after a break the whole is simply begun again. */
export async function submitInParts(
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
  for (let part = 0; part < parts; part++) {
    if (order.type === 'revoke') {
      const receivers = order.body.receivers.slice(part * revokePartSize, (part + 1) * revokePartSize);
      // Later notes than these would be missed by the revoke.
      await keeper.gather(
        hintsPerAccountMax,
        receivers.map(({ account }) => account),
      );
    }
    answer = await submit({ ...signed, part });
    if (answer.state !== 'committed') return { answer, results, done: part, parts };
    results.push(answer.result);
    progress({ done: part + 1, parts });
  }
  return { answer, results, done: parts, parts };
}

/** Long orders whose first part is done and whose others are not all: the server goes on with them by itself. */
async function brokenOff(db: Database): Promise<SignedOrder[]> {
  const begun = await db
    .selectFrom('order_attempt')
    .select(['order_id', 'type', 'result'])
    .where('type', 'in', ['issue', 'revoke'])
    .where('part', '=', 0)
    .where('state', '=', 'committed')
    .execute();
  const open: SignedOrder[] = [];
  for (const { order_id, type, result } of begun) {
    const { parts } = partsSchema.parse(JSON.parse(result ?? 'null'));
    const rows = db.selectFrom('order_attempt').where('order_id', '=', order_id).where('type', '=', type);
    const states = (await rows.select('state').execute()).map(({ state }) => state);
    // A later part is refused by an outage, which is over, or by what is said again.
    if (states.includes('void') || states.filter((state) => state === 'committed').length >= parts) continue;
    const { signed } = await rows.select('signed').where('part', '=', 0).executeTakeFirstOrThrow();
    open.push(storedOrder(signed, type, 0));
  }
  return open;
}

/** Of the first part's result only this is needed. */
const partsSchema = z.object({ parts: z.int().min(1) });

/** Goes on with the long orders that the last run left in the middle. Never rejects. */
export async function resumeLongOrders(
  db: Database,
  inParts: (signed: SignedOrder) => Promise<unknown>,
  log: Logger,
): Promise<void> {
  try {
    for (const signed of await brokenOff(db)) await inParts(signed);
  } catch (error) {
    log.error({ err: error }, 'a long order was not resumed; the next start tries again');
  }
}
