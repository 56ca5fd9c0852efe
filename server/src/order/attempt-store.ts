import type { ErrorCode, OrderOutcome, SignedOrder } from '@kumoh-pay/domain';
import { isErrorCode, signedOrderSchema } from '@kumoh-pay/domain';
import { sql } from 'kysely';
import { z } from 'zod';
import { type Database, retried, returned } from '../db/index.ts';
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

/** An order as it came, and what it is known by. */
export interface Received {
  signed: SignedOrder;
  digest: string;
}

const freshRow = ({ signed }: Received, now: number) => ({
  state: 'received' as const,
  code: null,
  detail: null,
  signed: (signed.part ?? 0) === 0 ? JSON.stringify({ ...signed, hints: undefined }) : null,
  received_at: now,
  settled_at: null,
});

/** Before the ledger is called. @returns for each order the row that stood there before, null for one that is new. */
export async function insertAttempts(
  db: Database,
  received: readonly Received[],
  now: number,
): Promise<(Attempt | null)[]> {
  const rows = received.map((one) => ({
    ...attemptKey(one.signed),
    ...freshRow(one, now),
    digest: one.digest,
    result: null,
  }));
  const insert = db.insertInto('order_attempt').ignore().values(rows);
  const inserted = await retried(() => returned(db, insert.returning(['order_id', 'type', 'part'])));
  const fresh = new Set(inserted.map(keyText));
  return Promise.all(
    received.map(({ signed }) => {
      const key = attemptKey(signed);
      return fresh.has(keyText(key)) ? null : findAttempt(db, key);
    }),
  );
}

/** A refused row is made new: other signatures are under the order now. */
export async function renewAttempt(db: Database, received: Received, now: number): Promise<void> {
  const { order_id, type, part } = attemptKey(received.signed);
  await db
    .updateTable('order_attempt')
    .set(freshRow(received, now))
    .where('order_id', '=', order_id)
    .where('type', '=', type)
    .where('part', '=', part)
    .execute();
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

/** The detail of a refusal is short; a longer one is cut in the database, not in the answer. */
const detailMax = 500;

export interface Answered {
  key: AttemptKey;
  digest: string;
  settled: Settled;
}

/** Writes down what orders came to: all that committed in one statement. */
export async function settleAttempts(
  db: Database,
  answered: readonly Answered[],
  now: number,
): Promise<void> {
  const done = answered.filter(({ settled }) => settled.state !== 'refused');
  if (done.length > 0) {
    const rows = done.map(({ key, digest, settled }) => ({
      ...key,
      digest,
      received_at: now,
      state: settled.state,
      result: settled.state === 'committed' ? JSON.stringify(settled.result) : null,
      settled_at: now,
    }));
    // Each row is there already: digest and time of receipt stay as they are.
    await db
      .insertInto('order_attempt')
      .values(rows)
      .onDuplicateKeyUpdate({
        state: sql`VALUES(state)`,
        code: null,
        detail: null,
        result: sql`VALUES(result)`,
        settled_at: now,
      })
      .execute();
  }
  for (const { key, settled } of answered)
    if (settled.state === 'refused') await refuseAttempt(db, key, settled, now);
}

/** An answer that was written late, after a fault, never takes back what has committed meanwhile. */
async function refuseAttempt(
  db: Database,
  { order_id, type, part }: AttemptKey,
  { code, detail }: Settled & { state: 'refused' },
  now: number,
): Promise<void> {
  await db
    .updateTable('order_attempt')
    .set({ state: 'refused', code, detail: detail.slice(0, detailMax), result: null, settled_at: now })
    .where('order_id', '=', order_id)
    .where('type', '=', type)
    .where('part', '=', part)
    .where('state', 'not in', ['committed', 'void'])
    .execute();
}

/** The order of a row, with its part's number if it is a long one. */
export function storedOrder(text: string | null, type: string, part: number): SignedOrder {
  const signed: SignedOrder = signedOrderSchema.parse(JSON.parse(text ?? 'null'));
  return type === 'issue' || type === 'revoke' ? { ...signed, part } : signed;
}
