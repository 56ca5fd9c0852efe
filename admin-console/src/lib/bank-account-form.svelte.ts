import { ok, type Result } from '@kumoh-pay/domain';
import { words } from '@kumoh-pay/ui';
import { accountInWords, type PayoutLine } from './bank-file.ts';
import { api } from './line.ts';
import type { Fact } from './signing.svelte.ts';

/** What an order's commitment stands for, as it was typed. */
export function bankFacts(bank: PayoutLine['bank'] | null): Fact[] {
  const { bankAccountShown: label } = words().console.orders.facts;
  return bank ? [{ label, value: accountInWords(bank), strong: true }] : [];
}

/** Where a vendor is paid, as it is typed. */
export class BankAccountForm {
  bankCode = $state('');
  account = $state('');
  holder = $state('');

  #kept: { what: string; commitment: string } | null = null;

  clear = (): void => {
    this.bankCode = '';
    this.account = '';
    this.holder = '';
  };
  get codeWrong(): boolean {
    return this.bankCode !== '' && !/^\d{3}$/.test(this.bankCode);
  }
  get accountWrong(): boolean {
    return this.account !== '' && !/^\d{6,20}$/.test(this.account);
  }
  /** Null while something is missing or wrong. */
  get value(): { bankCode: string; account: string; holder: string } | null {
    const { bankCode, account, holder } = this;
    const whole =
      bankCode !== '' && account !== '' && holder.trim() !== '' && !this.codeWrong && !this.accountWrong;
    return whole ? { bankCode, account, holder: holder.trim() } : null;
  }

  /** The commitment to what is typed: the same for the same account, so that an order over it is the same order. */
  keep = async (vendor: string): Promise<Result<{ commitment: string } | null>> => {
    const bank = this.value;
    if (!bank) return ok(null);
    const what = JSON.stringify([vendor, bank]);
    if (this.#kept?.what !== what) {
      const kept = await api.vendorRecord.keepBankAccount.mutate({ vendor, bank });
      if (!kept.ok) return kept;
      this.#kept = { what, commitment: kept.value.commitment };
    }
    return ok({ commitment: this.#kept.commitment });
  };
}
