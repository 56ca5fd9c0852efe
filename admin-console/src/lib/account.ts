import type { Account } from '@kumoh-pay/domain';
import { readRecord } from './records.ts';

export interface AccountState {
  id: string;
  record: Account;
  text: string;
  digest: string;
}

/** The account as it stands on the ledger now. */
export async function accountOf(id: string): Promise<AccountState | null> {
  const shown = await readRecord('account', id);
  return shown && { id, ...shown };
}
