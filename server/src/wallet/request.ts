import { type ErrorCode, ok, type Result, readRequestCode, refuse } from '@kumoh-pay/domain';
import type { ServerParts } from '../doors/context.ts';
import { type SpendingBounds, spendingBounds } from './bounds.ts';
import { takenAt } from './home.ts';
import { findSale, findTerminalVendor } from './store.ts';

export interface ShownRequest {
  charge: string;
  vendorName: string;
  amount: number;
  /** Unix milliseconds. */
  expiresAt: number;
  /** What of the member's vouchers this vendor takes today, in won. */
  available: number;
  /** Why the ledger would refuse it, were there vouchers enough; null: it would not. */
  stoppedBy: ErrorCode | null;
}

/** What a scanned request asks for, before anyone signs. Whether its signature is right is the ledger's to judge. */
export async function showRequest(
  { db, money, now }: Pick<ServerParts, 'db' | 'money' | 'now'>,
  account: string,
  digits: string,
): Promise<Result<ShownRequest>> {
  const request = readRequestCode(digits);
  if (!request) return refuse('NOT_A_CODE');
  const terminal = await findTerminalVendor(db, request.terminal);
  if (!terminal) return refuse('UNKNOWN_TERMINAL');
  if (!terminal.terminal_active) return refuse('TERMINAL_RETIRED');
  if (!terminal.vendor_active) return refuse('VENDOR_CLOSED');
  // A charge id is paid once: whoever paid, there is nothing left to pay.
  if (await findSale(db, terminal.vendor, request.charge)) return refuse('CODE_USED');
  const expiresAt = request.expiresSeconds * 1_000;
  if (expiresAt < now()) return refuse('REQUEST_EXPIRED');
  const [available, bounds] = await Promise.all([
    takenAt(db, account, terminal.vendor, now()),
    spendingBounds(money, account, now()),
  ]);
  const { charge, amount } = request;
  const stoppedBy = stopping(bounds, amount);
  return ok({
    charge,
    vendorName: terminal.name ?? terminal.vendor,
    amount,
    expiresAt,
    available,
    stoppedBy,
  });
}

function stopping({ suspended, limits, limitedLeft }: SpendingBounds, amount: number): ErrorCode | null {
  if (suspended) return 'ACCOUNT_SUSPENDED';
  if (amount > limits.chargeCap) return 'CHARGE_CAP';
  return limitedLeft !== null && amount > limitedLeft ? 'LIMITED_CAP' : null;
}
