import { type Account, addWon, type Id, type Policy, type Purse, Refusal, type Won } from '@kumoh-pay/domain';
import type { State } from './state.ts';

/** @throws UNKNOWN_ACCOUNT */
export async function requireAccount(state: State, id: Id): Promise<Account> {
  const account = await state.get('account', id);
  if (!account) throw new Refusal('UNKNOWN_ACCOUNT');
  return account;
}

/** A suspended account receives and does not spend. @throws ACCOUNT_CLOSED, ACCOUNT_SUSPENDED */
export function requireSpending(account: Account): void {
  requireOpen(account);
  if (account.status === 'suspended') throw new Refusal('ACCOUNT_SUSPENDED');
}

/** @throws ACCOUNT_CLOSED */
export function requireOpen(account: Account): void {
  if (account.status === 'closed') throw new Refusal('ACCOUNT_CLOSED');
}

/** Counts a limited account's spending. @throws LIMITED_CAP beyond `limitedCap` in all since the key was replaced without proof. */
export function withLimitedSpending(account: Account, purse: Purse, amount: Won, policy: Policy): Purse {
  if (!account.limited) return purse;
  const spentWhileLimited = addWon(purse.spentWhileLimited, amount);
  if (spentWhileLimited > policy.limits.limitedCap) throw new Refusal('LIMITED_CAP');
  return { ...purse, spentWhileLimited };
}
