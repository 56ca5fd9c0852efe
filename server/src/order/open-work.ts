import type { Database } from '../db/index.ts';
import { type AttemptKey, type Received, storedOrder } from './attempt-store.ts';
import { type OpenCarrier, openCarriers } from './carrier-store.ts';
import { openStates } from './tables.ts';

/** A row whose order is not one that this version of the server knows, and why. */
export interface UnreadableAttempt {
  key: AttemptKey;
  error: unknown;
}
export interface OpenWork {
  attempts: Received[];
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
    .where('attempt.state', 'in', openStates)
    .orderBy('attempt.received_at')
    .execute();
  const attempts: Received[] = [];
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
