import { newId, ok } from '@kumoh-pay/domain';
import { BankAccountForm, bankFacts } from './bank-account-form.svelte.ts';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { names } from './names.svelte.ts';
import { newOrder, untilForTwo } from './signing.svelte.ts';
import { signAndPropose, signAndSend } from './submit.ts';

/** `2.5` is 250 basis points; null for anything that is no such number. */
export function readFee(text: string): number | null {
  if (!/^\d{1,3}([.]\d{1,2})?$/.test(text.trim())) return null;
  const basisPoints = Math.round(Number(text) * 100);
  return basisPoints <= 10_000 ? basisPoints : null;
}

/** A new shop. With a bank account or a fee two approvers sign, else one. */
export class NewVendor {
  readonly form = new Form();
  readonly bank = new BankAccountForm();
  open = $state(false);
  name = $state('');
  place = $state('');
  mail = $state('');
  fee = $state('0');
  withBank = $state<'now' | 'later'>('now');
  #id: string = newId();

  /** @param unfinished a record whose registration was never signed: it goes on with the same number. */
  begin = (unfinished?: { id: string; name: string; place: string; mail: string | null }): void => {
    this.#id = unfinished?.id ?? newId();
    this.name = unfinished?.name ?? '';
    this.place = unfinished?.place ?? '';
    this.mail = unfinished?.mail ?? '';
    this.fee = '0';
    this.bank.clear();
    this.open = true;
  };

  get feeWrong(): boolean {
    return readFee(this.fee) === null;
  }
  get complete(): boolean {
    return (
      this.name.trim() !== '' && !this.feeWrong && (this.withBank === 'later' || this.bank.value !== null)
    );
  }

  /** @returns where the order went, null when it was not signed. */
  register = async (): Promise<'done' | 'proposed' | null> => {
    const feeBasisPoints = readFee(this.fee);
    if (!this.complete || feeBasisPoints === null) return null;
    const keep = () => this.#keep();
    const saved = await (this.withBank === 'now' ? this.form.runFresh(keep) : this.form.run(keep));
    if (!saved) return null;
    const payee = saved.value;
    const order = newOrder('registerVendor', {
      until: untilForTwo(),
      vendor: this.#id,
      feeBasisPoints,
      payee,
    });
    const needsTwo = payee !== null || feeBasisPoints > 0;
    const signed = needsTwo
      ? await signAndPropose(
          order,
          (signatures) => api.approval.propose.mutate({ signed: { order, signatures }, shown: null }),
          bankFacts(this.withBank === 'now' ? this.bank.value : null),
        )
      : await signAndSend(order, (signatures) => api.vendorRecord.submit.mutate({ order, signatures }));
    if (!signed) return null;
    this.open = false;
    return needsTwo ? 'proposed' : 'done';
  };

  /** Name and bank account live in the server's records; the ledger gets the commitment. */
  async #keep() {
    const { name, place, mail } = this;
    const saved = await api.vendorRecord.save.mutate({
      id: this.#id,
      name,
      place,
      mail: mail.trim() === '' ? null : mail.trim(),
    });
    if (!saved.ok) return saved;
    const kept = this.withBank === 'now' ? await this.bank.keep(this.#id) : ok(null);
    if (!kept.ok) return kept;
    await names.load();
    return ok(kept.value?.commitment ?? null);
  }
}
