import { type ErrorCode, type Id, maskName, ok, type Result, refuse } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { type SpendingBounds, spendingBounds } from './bounds.ts';
import { holding } from './home.ts';
import { findReceiver } from './store.ts';

export interface ShownReceiver {
  /** Masked. */
  name: string;
  /** What can be sent now, in won. */
  most: number;
  /** Why nothing can be sent, whatever the amount; null where it is a matter of the amount. */
  stoppedBy: ErrorCode | null;
}

/** Who would receive, and how much; asked before anything is signed. */
export async function showReceiver(
  { db, money, now }: Pick<ServerParts, 'db' | 'money' | 'now'>,
  sender: Id,
  account: Id,
): Promise<Result<ShownReceiver>> {
  if (account === sender) return refuse('SAME_ACCOUNT');
  const receiver = await findReceiver(db, account);
  if (!receiver) return refuse('UNKNOWN_ACCOUNT');
  if (receiver.status === 'closed' || receiver.name === null) return refuse('ACCOUNT_CLOSED');
  const bounds = await spendingBounds(money, sender, now());
  const stoppedBy = stopping(bounds);
  const most = stoppedBy === null ? await mostToSend(db, sender, bounds, now()) : 0;
  return ok({ name: maskName(receiver.name), most, stoppedBy });
}

/** What is left of the day's cap, in won. */
const leftToday = ({ limits, sentToday }: SpendingBounds): number => limits.transferDayCap - sentToday;

function stopping(bounds: SpendingBounds): ErrorCode | null {
  if (bounds.suspended) return 'ACCOUNT_SUSPENDED';
  if (bounds.limitedLeft !== null) return 'ACCOUNT_LIMITED';
  return leftToday(bounds) < 1 ? 'TRANSFER_CAP' : null;
}

/** Transferable vouchers, and no more than the ledger's caps. */
async function mostToSend(db: Database, sender: Id, bounds: SpendingBounds, nowMs: number): Promise<number> {
  const { lots } = await holding(db, sender, nowMs);
  const transferable = lots.filter((lot) => lot.transferable).reduce((sum, lot) => sum + lot.amount, 0);
  return Math.min(transferable, bounds.limits.transferCap, leftToday(bounds));
}
