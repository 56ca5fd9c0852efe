import type { OrderOutcome, SignedOrder } from '@kumoh-pay/domain';
import { carrierResultSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { type Database, retried } from '../db/index.ts';
import type { Endorsed } from '../ledger/ledger.ts';
import { type AttemptKey, attemptKey } from './attempt-store.ts';

/** A transaction's bytes and its orders, written down before it is sent. */
export async function storeCarrier(
  db: Database,
  { transactionId, bytes, result }: Endorsed,
  orders: readonly SignedOrder[],
  now: number,
): Promise<void> {
  const keys = orders.map(attemptKey).map(({ order_id, type, part }) => [order_id, type, part]);
  await retried(() =>
    db
      .insertInto('carrier')
      // Written twice after a fault, the row is the same.
      .ignore()
      .values({
        transaction_id: transactionId,
        state: 'stored',
        code: null,
        bytes: Buffer.from(bytes),
        result,
        orders: JSON.stringify(keys),
        stored_at: now,
      })
      .execute(),
  );
}

/** The verdict is known for good, so the bytes are of no more use; the ledger has them. */
export async function closeCarrier(
  db: Database,
  transactionId: string,
  valid: boolean,
  code: string,
): Promise<void> {
  await db
    .updateTable('carrier')
    .set({ state: valid ? 'valid' : 'invalid', code, bytes: Buffer.alloc(0), result: '' })
    .where('transaction_id', '=', transactionId)
    .execute();
}

export interface OpenCarrier extends Endorsed {
  orders: AttemptKey[];
}
const ridersSchema = z.array(z.tuple([z.string(), z.string(), z.int()]));

/** Carriers that may have been sent and whose verdict is not known, in the order in which they were written down. */
export async function openCarriers(db: Database): Promise<OpenCarrier[]> {
  const rows = await db
    .selectFrom('carrier')
    .select(['transaction_id', 'bytes', 'result', 'orders'])
    .where('state', '=', 'stored')
    .orderBy('stored_at')
    .execute();
  return rows.map(({ transaction_id, bytes, result, orders }) => ({
    transactionId: transaction_id,
    bytes,
    result,
    orders: ridersSchema
      .parse(JSON.parse(orders))
      .map(([order_id, type, part]) => ({ order_id, type, part })),
  }));
}

export const readOutcomes = (result: string): OrderOutcome[] =>
  carrierResultSchema.parse(JSON.parse(result)).results;
