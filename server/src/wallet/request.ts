import { ok, type Result, readRequestCode, refuse } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
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
}

/** What a scanned request asks for, before anyone signs. Whether its signature is right is the ledger's to judge. */
export async function showRequest(
  db: Database,
  account: string,
  digits: string,
  nowMs: number,
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
  if (expiresAt < nowMs) return refuse('REQUEST_EXPIRED');
  const available = await takenAt(db, account, terminal.vendor, nowMs);
  const { charge, amount } = request;
  return ok({ charge, vendorName: terminal.name ?? terminal.vendor, amount, expiresAt, available });
}
