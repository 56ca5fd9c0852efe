import { words } from '@kumoh-pay/ui';
import { accountInWords, type PayoutLine } from './bank-file.ts';
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
}
