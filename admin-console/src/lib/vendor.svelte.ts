import { addDays, type Day, seoulDay, settlementStates } from '@kumoh-pay/domain';
import { BankAccountForm, bankFacts } from './bank-account-form.svelte.ts';
import { Form } from './form.svelte.ts';
import { historyOf } from './history.ts';
import { api, clock } from './line.ts';
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
  changing = $state<'bank' | 'fee' | 'details' | null>(null);
  fee = $state('');
  name = $state('');
  place = $state('');
  mail = $state('');
  readonly id: string;
  readonly page;

  constructor(id: string) {
    this.id = id;
    this.page = new Loaded(async () => {
      const [terminals, staff, sales, settlements, history] = await Promise.all([
        api.terminal.list.query({ vendor: id }),
        api.vendor.staff.query({ vendor: id }),
        api.vendor.sales.query({ vendor: id }),
        api.settlement.list.query({ states: [...settlementStates], vendor: id }),
        historyOf(`vendor.${id}`),
        names.load(),
      ]);
      const vendor = names.vendors.find((one) => one.id === id) ?? null;
      // Named here, and neither on the ledger nor waiting for it: somebody closed the sheet before signing.
      const unfinished =
        vendor?.ledger === null &&
        !(await api.approval.list.query()).waiting.some(({ signed: { order } }) =>
          order.type === 'registerVendor' ? order.body.vendor === id : false,
        );
      return {
        unfinished,
        history,
        terminals,
        staff,
        sales: everyDay(sales),
        settlements: settlements.reverse(),
        vendor,
      };
    });
  }

  begin = (what: 'bank' | 'fee' | 'details'): void => {
    const now = this.page.value?.vendor;
    this.bank.clear();
    this.fee = now?.ledger ? String(now.ledger.feeBasisPoints / 100) : '';
    this.name = now?.name ?? '';
    this.place = now?.place ?? '';
    this.mail = now?.mail ?? '';
    this.form.refused = null;
    this.changing = what;
  };

  /** What is being changed is whole, and not what it was. */
  get ready(): boolean {
    const now = this.page.value?.vendor;
    if (this.changing === 'bank') return this.bank.value !== null;
    if (this.changing === 'fee') {
      const fee = readFee(this.fee);
      return fee !== null && fee !== now?.ledger?.feeBasisPoints;
    }
    const same = this.name === now?.name && this.place === now.place && this.mail === (now.mail ?? '');
    return this.name.trim() !== '' && !same;
  }

  /** Name, place and where statements go: the office's own records. */
  save = async (): Promise<void> => {
    const { id, name, place } = this;
    const mail = this.mail.trim() === '' ? null : this.mail.trim();
    if (!(await this.form.run(() => api.vendorRecord.save.mutate({ id, name, place, mail })))) return;
    this.changing = null;
    await this.page.load();
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
    const bank = this.changing === 'bank' ? this.bank.value : null;
    const proposed = await signAndPropose(
      order,
      (signatures) => api.approval.propose.mutate({ signed: { order, signatures }, shown: shown.text }),
      bankFacts(bank),
    );
    if (proposed) this.changing = null;
  };

  async #change(): Promise<{ payee: string } | { feeBasisPoints: number } | null> {
    if (this.changing === 'fee') {
      const feeBasisPoints = readFee(this.fee);
      return feeBasisPoints === null ? null : { feeBasisPoints };
    }
    const kept = await this.form.runFresh(() => this.bank.keep(this.id));
    return kept?.value ? { payee: kept.value.commitment } : null;
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

type Sales = Awaited<ReturnType<typeof api.vendor.sales.query>>;
const daysShown = 30;

/** The last month and today, days without a sale among them. In won. */
function everyDay(sales: Sales) {
  const today = seoulDay(clock.nowMs());
  return Array.from({ length: daysShown + 1 }, (_, place) => {
    const day: Day = addDays(today, place - daysShown);
    const own = sales.find((one) => one.day === day);
    return { day, won: own?.sales ?? 0, charges: own?.charges ?? 0 };
  });
}
