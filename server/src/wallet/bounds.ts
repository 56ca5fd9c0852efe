import {
  accountSchema,
  type Id,
  type PolicyLimits,
  policySchema,
  purseSchema,
  seoulDay,
} from '@kumoh-pay/domain';
import type { Money } from '../money.ts';

/** What bounds a wallet's spending besides what it holds. */
export interface SpendingBounds {
  limits: PolicyLimits;
  suspended: boolean;
  /** What a phone that nobody has confirmed may still spend, in won; null on a confirmed one. */
  limitedLeft: number | null;
  /** Sent to others on this Seoul day, in won. */
  sentToday: number;
}

/** As the ledger has it, so that a member hears before the confirm what the ledger would refuse after it. */
export async function spendingBounds(
  money: Pick<Money, 'read'>,
  account: Id,
  nowMs: number,
): Promise<SpendingBounds> {
  const texts = await money.read({ records: [['policy'], ['account', account], ['purse', account]] });
  const [policy, holder, purse] = texts.map((text) => JSON.parse(text ?? 'null'));
  const { limits } = policySchema.parse(policy);
  const { status, limited } = accountSchema.parse(holder);
  // Before the first spending there is no purse.
  const spent = purseSchema.nullable().parse(purse);
  const { transferred } = spent ?? { transferred: null };
  return {
    limits,
    suspended: status === 'suspended',
    limitedLeft: limited ? limits.limitedCap - (spent?.spentWhileLimited ?? 0) : null,
    sentToday: transferred?.day === seoulDay(nowMs) ? transferred.sum : 0,
  };
}
