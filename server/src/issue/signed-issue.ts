import { type Id, type OrderOf, signedOrderSchema } from '@kumoh-pay/domain';
import { findApproval } from '../approval/store.ts';
import type { Database } from '../db/index.ts';
import { findAttempt } from '../order/attempt-store.ts';
import { issueParts } from './store.ts';

/** The issue of this number as it was signed: what was sent, else what waits for its second officer; null for a list that nobody has signed. */
export async function signedIssue(db: Database, id: Id): Promise<OrderOf<'issue'> | null> {
  const sent = await findAttempt(db, { order_id: id, type: 'issue', part: 0 });
  const text = sent?.signed ?? (await findApproval(db, id))?.signed;
  if (!text) return null;
  const { order } = signedOrderSchema.parse(JSON.parse(text));
  return order.type === 'issue' ? order : null;
}

/** Whether a number is an order's already: sent, proposed, or on the ledger since before these records were restored. */
export async function isNumberUsed(db: Database, id: Id): Promise<boolean> {
  const [sent, proposed, parts] = await Promise.all([
    findAttempt(db, { order_id: id, type: 'issue', part: 0 }),
    findApproval(db, id),
    issueParts(db, [id]),
  ]);
  return sent !== null || proposed !== undefined || parts.length > 0;
}
