import { type Id, type Policy, policySchema, seoulDay } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { balanceOf } from '../index/balance.ts';
import { entriesOf } from '../index/entries.ts';
import type { MemberPerson } from '../member/person.ts';
import type { Money } from '../money.ts';
import { askedPaperSlips } from '../paper-slip/asked.ts';
import { type WalletLot, withNames } from './entry.ts';
import { programmeNames } from './store.ts';

/** As many as a phone's first screen can show and a scroll more; the rest is history. */
const latestEntries = 20;

/** What the first screen shows. Who the member is, and the account's key, `member.me` tells. Amounts in won. */
export async function walletHome(db: Database, money: Money, member: MemberPerson, nowMs: number) {
  const [held, entries, policy, paperSlips] = await Promise.all([
    holding(db, member.account, nowMs),
    entriesOf(db, member.account, { limit: latestEntries }),
    readPolicy(money),
    askedPaperSlips(db, member.account, nowMs),
  ]);
  const { chargeCap, limitedCap } = policy.limits;
  return { ...held, entries: await withNames(db, entries), chargeCap, limitedCap, paperSlips };
}

/** What can be spent today, and the lots that it consists of, soonest last day first. In won. */
export async function holding(
  db: Database,
  account: Id,
  nowMs: number,
): Promise<{ balance: number; lots: WalletLot[] }> {
  const today = seoulDay(nowMs);
  const { spendable, lots } = await balanceOf(db, account, today);
  const names = await programmeNames(
    db,
    lots.map(({ programme }) => programme),
  );
  const running = lots.filter(({ firstDay, lastDay }) => firstDay <= today && today <= lastDay);
  return {
    balance: spendable,
    lots: running.map(({ programme, amount, lastDay, transferable }) => ({
      programme,
      name: names.get(programme) ?? programme,
      amount,
      lastDay,
      transferable,
    })),
  };
}

/** What of the holding this vendor takes today, in won. */
export async function takenAt(db: Database, account: Id, vendor: Id, nowMs: number): Promise<number> {
  const today = seoulDay(nowMs);
  const { lots } = await balanceOf(db, account, today);
  return lots
    .filter(
      ({ firstDay, lastDay, vendors }) =>
        firstDay <= today && today <= lastDay && (vendors?.includes(vendor) ?? true),
    )
    .reduce((sum, { amount }) => sum + amount, 0);
}

async function readPolicy(money: Money): Promise<Policy> {
  const [policy] = await money.read({ records: [['policy']] });
  return policySchema.parse(JSON.parse(policy ?? 'null'));
}
