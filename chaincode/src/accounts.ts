import {
  type Account,
  addWon,
  type Id,
  type Policy,
  type PublicKey,
  type Purse,
  Refusal,
  type Won,
} from '@kumoh-pay/domain';
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

/** A key of the account, and whether nobody had proven it while it was the key. */
export interface KeyInForce {
  key: PublicKey;
  limited: boolean;
}

export const presentKey = ({ key, limited }: Account): KeyInForce => ({ key, limited });

/** The key that was the account's at that moment, of the last 25 hours; null before there was one. */
export function keyAt(account: Account, at: number): KeyInForce | null {
  if (at >= account.keyFrom) return presentKey(account);
  const earlier = account.earlierKeys.find(({ from, to }) => from <= at && at < to);
  return earlier ? { key: earlier.key, limited: earlier.limited === true } : null;
}

/** Counts what a limited key spends. @throws LIMITED_CAP beyond `limitedCap` in all since the key was replaced without proof. */
export function withLimitedSpending(
  { limited }: KeyInForce,
  purse: Purse,
  amount: Won,
  policy: Policy,
): Purse {
  if (!limited) return purse;
  const spentWhileLimited = addWon(purse.spentWhileLimited, amount);
  if (spentWhileLimited > policy.limits.limitedCap) throw new Refusal('LIMITED_CAP');
  return { ...purse, spentWhileLimited };
}
