import type { ErrorCode, OrderOutcome, SignedOrder } from '@kumoh-pay/domain';
import { carrierResultSchema, isErrorCode, signedOrderSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { type Database, transaction } from '../db/index.ts';
import type { Endorsed } from '../ledger/ledger.ts';
import type { AttemptState, OrderAttemptTable } from './tables.ts';

/** Which order: one submission of it is in flight at a time. */
export interface AttemptKey {
  order_id: string;
  type: string;
  part: number;
}
export const attemptKey = (signed: SignedOrder): AttemptKey => ({
  order_id: signed.order.id,
  type: signed.order.type,
  part: signed.part ?? 0,
});
export const keyText = (key: AttemptKey): string => `${key.type}/${key.order_id}/${key.part}`;

/** What an order came to, for good. */
export type Settled =
  | { state: 'committed'; result: z.core.util.JSONType; repeat: boolean }
  | { state: 'refused'; code: ErrorCode; detail: string }
  | { state: 'void' };

export function settledOf(outcome: OrderOutcome): Settled {
  if (outcome.ok) return { state: 'committed', result: outcome.result, repeat: outcome.repeat };
  return outcome.code === 'ORDER_VOID'
    ? { state: 'void' }
    : { state: 'refused', code: outcome.code, detail: outcome.detail };
}

export type Attempt = Pick<OrderAttemptTable, 'state' | 'digest' | 'code' | 'detail' | 'result' | 'signed'>;

/** The answer that a row has for good, or null while the order is under way. */
export function settledAttempt(row: Attempt): Settled | null {
  if (row.state === 'void') return { state: 'void' };
  if (row.state === 'committed') {
    return { state: 'committed', result: z.json().parse(JSON.parse(row.result ?? 'null')), repeat: true };
  }
  if (row.state !== 'refused') return null;
  const code = row.code !== null && isErrorCode(row.code) ? row.code : 'LEDGER_UNAVAILABLE';
  return { state: 'refused', code, detail: row.detail ?? '' };
}

export async function findAttempt(db: Database, key: AttemptKey): Promise<Attempt | null> {
  const row = await db
    .selectFrom('order_attempt')
    .select(['state', 'digest', 'code', 'detail', 'result', 'signed'])
    .where('order_id', '=', key.order_id)
    .where('type', '=', key.type)
    .where('part', '=', key.part)
    .executeTakeFirst();
  return row ?? null;
}

/** Before the ledger is called. A refused row is made new: other signatures are under the order now. */
export async function insertAttempt(
  db: Database,
  signed: SignedOrder,
  digest: string,
  now: number,
): Promise<void> {
  const key = attemptKey(signed);
  const text = key.part === 0 ? JSON.stringify({ ...signed, hints: undefined }) : null;
  const fresh = {
    state: 'received' as const,
    code: null,
    detail: null,
    signed: text,
    received_at: now,
    settled_at: null,
  };
  await db
    .insertInto('order_attempt')
    .values({ ...key, ...fresh, digest, result: null })
    .onDuplicateKeyUpdate(fresh)
    .execute();
}

/** A transaction's bytes and its orders, written down before it is sent. */
export async function storeCarrier(
  db: Database,
  endorsed: Endorsed,
  orders: readonly SignedOrder[],
  now: number,
): Promise<void> {
  await transaction(db, async (tx) => {
    await tx
      .insertInto('carrier')
      .ignore()
      .values({
        transaction_id: endorsed.transactionId,
        state: 'stored',
        code: null,
        bytes: Buffer.from(endorsed.bytes),
        result: endorsed.result,
        stored_at: now,
      })
      .execute();
    const transaction_id = endorsed.transactionId;
    const rows = orders.map((signed, place) => ({ transaction_id, place, ...attemptKey(signed) }));
    await tx.insertInto('carrier_order').ignore().values(rows).execute();
    await setStates(tx, orders.map(attemptKey), 'in_flight');
  });
}

export async function setStates(
  db: Database,
  keys: readonly AttemptKey[],
  state: AttemptState,
): Promise<void> {
  if (keys.length === 0) return;
  await db
    .updateTable('order_attempt')
    .set({ state })
    .where((where) =>
      where.or(
        keys.map((key) =>
          where.and([
            where('order_id', '=', key.order_id),
            where('type', '=', key.type),
            where('part', '=', key.part),
          ]),
        ),
      ),
    )
    .execute();
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

/** The detail of a refusal is short; a longer one is cut in the database, not in the answer. */
const detailMax = 500;

/** An answer that was written late, after a fault, never takes back what has committed meanwhile. */
export async function settleAttempt(
  db: Database,
  key: AttemptKey,
  settled: Settled,
  now: number,
): Promise<void> {
  await db
    .updateTable('order_attempt')
    .set({
      state: settled.state,
      code: settled.state === 'refused' ? settled.code : null,
      detail: settled.state === 'refused' ? settled.detail.slice(0, detailMax) : null,
      result: settled.state === 'committed' ? JSON.stringify(settled.result) : null,
      settled_at: now,
    })
    .where('order_id', '=', key.order_id)
    .where('type', '=', key.type)
    .where('part', '=', key.part)
    .$if(settled.state === 'refused', (update) => update.where('state', 'not in', ['committed', 'void']))
    .execute();
}

export interface OpenAttempt {
  signed: SignedOrder;
  digest: string;
}
export interface OpenCarrier extends Endorsed {
  orders: AttemptKey[];
}

/** A row whose order is not one that this version of the server knows, and why. */
export interface UnreadableAttempt {
  key: AttemptKey;
  error: unknown;
}
export interface OpenWork {
  attempts: OpenAttempt[];
  unreadable: UnreadableAttempt[];
  carriers: OpenCarrier[];
}

/** What was under way when the server stopped: orders without an answer, and the carriers that may have been sent. */
export async function openWork(db: Database): Promise<OpenWork> {
  const rows = await db
    .selectFrom('order_attempt as attempt')
    .innerJoin('order_attempt as whole', (join) =>
      join
        .onRef('whole.order_id', '=', 'attempt.order_id')
        .onRef('whole.type', '=', 'attempt.type')
        .on('whole.part', '=', 0),
    )
    .select(['attempt.order_id', 'attempt.type', 'attempt.part', 'attempt.digest', 'whole.signed'])
    .where('attempt.state', 'in', ['received', 'in_flight', 'unknown'])
    .orderBy('attempt.received_at')
    .execute();
  const attempts: OpenAttempt[] = [];
  const unreadable: UnreadableAttempt[] = [];
  for (const { order_id, type, part, digest, signed } of rows) {
    try {
      attempts.push({ digest, signed: storedOrder(signed, type, part) });
    } catch (error) {
      unreadable.push({ key: { order_id, type, part }, error });
    }
  }
  return { attempts, unreadable, carriers: await openCarriers(db) };
}

/** Carriers that may have been sent and whose verdict is not known, in the order in which they were written down. */
export async function openCarriers(db: Database): Promise<OpenCarrier[]> {
  const carriers = await db
    .selectFrom('carrier')
    .select(['transaction_id', 'bytes', 'result'])
    .where('state', '=', 'stored')
    .orderBy('stored_at')
    .execute();
  const open: OpenCarrier[] = [];
  for (const { transaction_id, bytes, result } of carriers) {
    const orders = await db
      .selectFrom('carrier_order')
      .select(['order_id', 'type', 'part'])
      .where('transaction_id', '=', transaction_id)
      .orderBy('place')
      .execute();
    open.push({ transactionId: transaction_id, bytes, result, orders });
  }
  return open;
}

/** The order of a row, with its part's number if it is a long one. */
export function storedOrder(text: string | null, type: string, part: number): SignedOrder {
  const signed: SignedOrder = signedOrderSchema.parse(JSON.parse(text ?? 'null'));
  return type === 'issue' || type === 'revoke' ? { ...signed, part } : signed;
}

export const readOutcomes = (result: string): OrderOutcome[] =>
  carrierResultSchema.parse(JSON.parse(result)).results;
