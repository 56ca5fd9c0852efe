import { maskName, ok, type Result, refuse } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { findReceiver } from './store.ts';

/** Who would receive, masked; asked before anything is signed. */
export async function showReceiver(
  db: Database,
  sender: string,
  account: string,
): Promise<Result<{ name: string }>> {
  if (account === sender) return refuse('SAME_ACCOUNT');
  const receiver = await findReceiver(db, account);
  if (!receiver) return refuse('UNKNOWN_ACCOUNT');
  if (receiver.status === 'closed' || receiver.name === null) return refuse('ACCOUNT_CLOSED');
  return ok({ name: maskName(receiver.name) });
}
