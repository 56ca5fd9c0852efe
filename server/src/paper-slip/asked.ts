import type { Id } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { vendorNames } from '../wallet/store.ts';
import { paperSlipsFor } from './store.ts';

/** As the member's phone shows it. Amount in won, times in Unix milliseconds. */
export interface AskedPaperSlip {
  charge: Id;
  vendorName: string;
  number: number;
  amount: number;
  writtenAt: number;
  expiresAt: number;
  /** What the phone signs, if its owner agrees. */
  request: string;
}

export async function askedPaperSlips(db: Database, account: Id, nowMs: number): Promise<AskedPaperSlip[]> {
  const rows = await paperSlipsFor(db, account, nowMs);
  const names = await vendorNames(
    db,
    rows.map(({ vendor }) => vendor),
  );
  return rows.map((row) => ({
    charge: row.charge,
    vendorName: names.get(row.vendor) ?? row.vendor,
    number: row.number,
    amount: row.amount,
    writtenAt: row.written_at,
    expiresAt: row.expires_at,
    request: row.request,
  }));
}
