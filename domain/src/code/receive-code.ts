import type { Id } from '../id.ts';
import { idSchema } from '../id.ts';
import type { Won } from '../won.ts';
import { amountSchema } from '../won.ts';

/** codes.md §3: `{the wallet's public address}/to/{account}?won={amount}`, so that any phone's camera opens the wallet. */
export interface ReceiveCode {
  account: Id;
  amount: Won | null;
}

export const receiveAddress = (walletAddress: string, code: ReceiveCode): string =>
  `${walletAddress.replace(/\/$/, '')}/to/${code.account}${code.amount === null ? '' : `?won=${code.amount}`}`;

/** Exactly that form under exactly that address; null for anything else. */
export function readReceiveAddress(walletAddress: string, text: string): ReceiveCode | null {
  const prefix = `${walletAddress.replace(/\/$/, '')}/to/`;
  if (!text.startsWith(prefix)) return null;
  const match = /^([0-9A-Z]{26})(?:\?won=([1-9][0-9]{0,9}))?$/.exec(text.slice(prefix.length));
  const account = idSchema.safeParse(match?.[1]);
  if (!account.success) return null;
  if (match?.[2] === undefined) return { account: account.data, amount: null };
  const amount = amountSchema.safeParse(Number(match[2]));
  return amount.success ? { account: account.data, amount: amount.data } : null;
}
