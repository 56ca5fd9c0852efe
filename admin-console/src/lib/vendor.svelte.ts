import { BankAccountForm } from './bank-account-form.svelte.ts';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import { readFee } from './new-vendor.svelte.ts';
import { readRecord } from './records.ts';
import { newOrder, untilForOne, untilForTwo } from './signing.svelte.ts';
import { signAndPropose, signAndSend } from './submit.ts';

/** One shop: its record, tablets and staff, and what approvers may change. */
export class Vendor {
  readonly form = new Form();
  readonly bank = new BankAccountForm();
  changing = $state<'bank' | 'fee' | null>(null);
  fee = $state('');
  readonly id: string;
  readonly page;

  constructor(id: string) {
    this.id = id;
    this.page = new Loaded(async () => {
      const [terminals, staff] = await Promise.all([
        api.terminal.list.query({ vendor: id }),
        api.vendor.staff.query({ vendor: id }),
        names.load(),
      ]);
      return { terminals, staff, vendor: names.vendors.find((one) => one.id === id) ?? null };
    });
  }

  begin = (what: 'bank' | 'fee'): void => {
    this.bank.clear();
    this.fee = '';
    this.changing = what;
  };

  /** Payee and fee: two approvers. */
  propose = async (): Promise<void> => {
    const shown = await readRecord('vendor', this.id);
    if (!shown) return;
    const change = await this.#change();
    if (!change) return;
    const order = newOrder('changeVendor', {
      until: untilForTwo(),
      shown: shown.digest,
      vendor: this.id,
      ...change,
    });
    const proposed = await signAndPropose(order, (signatures) =>
      api.approval.propose.mutate({ signed: { order, signatures }, shown: shown.text }),
    );
    if (proposed) this.changing = null;
  };

  async #change(): Promise<{ payee: string } | { feeBasisPoints: number } | null> {
    if (this.changing === 'fee') {
      const feeBasisPoints = readFee(this.fee);
      return feeBasisPoints === null ? null : { feeBasisPoints };
    }
    const bank = this.bank.value;
    if (!bank) return null;
    const kept = await this.form.run(() =>
      api.vendorRecord.keepBankAccount.mutate({ vendor: this.id, bank }),
    );
    return kept && { payee: kept.value.commitment };
  }

  setActive = async (active: boolean): Promise<void> => {
    const shown = await readRecord('vendor', this.id);
    if (!shown) return;
    const order = newOrder('changeVendor', {
      until: untilForOne(),
      shown: shown.digest,
      vendor: this.id,
      active,
    });
    await signAndSend(order, (signatures) => api.vendorRecord.submit.mutate({ order, signatures }));
    await this.page.load();
  };

  retire = async (terminal: string): Promise<void> => {
    const order = newOrder('retireTerminal', { terminal, until: untilForOne() });
    await signAndSend(order, (signatures) => api.terminal.retire.mutate({ signed: { order, signatures } }));
    await this.page.load();
  };
}
