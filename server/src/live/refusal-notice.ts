import type { Day, ErrorCode, Id, PayCode, SignedOrder } from '@kumoh-pay/domain';
import { readPayCode, seoulDay } from '@kumoh-pay/domain';
import type { Logger } from 'pino';
import type { Database } from '../db/index.ts';
import { balanceOf } from '../index/balance.ts';
import { accountChannel } from '../index/channel.ts';
import { insertRefusalNotice } from './refusal-notice-store.ts';
import type { Wakes } from './wake.ts';

/** Refusals after which the contract had verified that the code is the account's: a stranger's code must not ring its phone. */
const codesToldToPayer: ReadonlySet<ErrorCode> = new Set([
  'CODE_EXPIRED',
  'CLOCK_WRONG',
  'CODE_USED',
  'CODE_CAP',
  'CHARGE_CAP',
  'LIMITED_CAP',
  'INSUFFICIENT_FUNDS',
  'NOT_TAKEN_HERE',
  'ACCOUNT_SUSPENDED',
  'ACCOUNT_CLOSED',
]);

/** Tells the payer's phone why a charge was refused, and by how much; the till hears only the code. Never rejects. */
export async function tellRefusal(
  parts: { db: Database; wakes: Wakes; now: () => number; log: Logger },
  signed: SignedOrder,
  code: ErrorCode,
): Promise<void> {
  try {
    const account = await noteRefusal(parts.db, signed, code, parts.now());
    if (account !== null) parts.wakes.wake([accountChannel(account)]);
  } catch (error) {
    parts.log.error({ err: error }, 'a refusal could not be told to the payer');
  }
}

/** The account to be told, or null. */
async function noteRefusal(
  db: Database,
  signed: SignedOrder,
  code: ErrorCode,
  now: number,
): Promise<Id | null> {
  if (signed.order.type !== 'charge' || !codesToldToPayer.has(code)) return null;
  const { vendor, amount, code: digits } = signed.order.body;
  const payCode = readPayCode(digits);
  if (!payCode) return null;
  const { account } = payCode;
  const short_by = await shortBy(db, code, { amount, vendor }, payCode, seoulDay(now));
  await insertRefusalNotice(db, {
    account,
    vendor,
    charge: signed.order.id,
    code,
    amount,
    short_by,
    at: now,
  });
  return account;
}

async function shortBy(
  db: Database,
  code: ErrorCode,
  { amount, vendor }: { amount: number; vendor: Id },
  payCode: PayCode,
  today: Day,
): Promise<number | null> {
  if (code === 'CODE_CAP') return positive(amount - payCode.cap);
  if (code !== 'INSUFFICIENT_FUNDS' && code !== 'NOT_TAKEN_HERE') return null;
  const { spendable, lots } = await balanceOf(db, payCode.account, today);
  if (code === 'INSUFFICIENT_FUNDS') return positive(amount - spendable);
  const taken = lots
    .filter(({ firstDay, lastDay }) => firstDay <= today && today <= lastDay)
    .filter(({ vendors }) => vendors?.includes(vendor) ?? true);
  return positive(amount - taken.reduce((sum, lot) => sum + lot.amount, 0));
}

const positive = (won: number): number | null => (won > 0 ? won : null);
