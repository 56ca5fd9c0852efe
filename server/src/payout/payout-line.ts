import { type Id, ok, type Result, refuse, type Settlement } from '@kumoh-pay/domain';
import type { ServerParts } from '../doors/context.ts';
import { type BankAccount, bankAccountOf } from '../vendor/vendor.ts';

/** What the browser needs to make and check a line: the account behind the commitment that was approved, and its salt. */
export interface PayoutLine {
  vendor: Id;
  day: number;
  /** In won. */
  net: number;
  commitment: string;
  bank: BankAccount;
  salt: string;
}

export async function payoutLine(
  parts: Pick<ServerParts, 'db' | 'keys'>,
  { vendor, day }: { vendor: Id; day: number },
  { payee, net }: Pick<Settlement, 'payee' | 'net'>,
): Promise<Result<PayoutLine>> {
  if (payee === null || net === null) return refuse('SETTLEMENT_STATE');
  const account = await bankAccountOf(parts, payee);
  if (account?.vendor !== vendor) return refuse('FIGURES_CHANGED', 'no bank account fits the payee');
  return ok({ vendor, day, net, commitment: payee, bank: account.bank, salt: account.salt });
}
