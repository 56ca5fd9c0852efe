import { type rejectionReasons, type Settlement, settlementFigures, sha256Hex } from '@kumoh-pay/domain';
import { sayWon, words } from '@kumoh-pay/ui';
import { saveFile } from './download.ts';
import { Form } from './form.svelte.ts';
import { type HistoryEntry, historyOf } from './history.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import { readRecord, type Shown } from './records.ts';
import { session } from './session.svelte.ts';
import { type Comparison, compare } from './settlement-sums.ts';
import { type Fact, newOrder, untilForOne } from './signing.svelte.ts';
import { signAndSend } from './submit.ts';

export type RejectionReason = (typeof rejectionReasons)[number];
export interface SettlementPage {
  settlement: Settlement;
  vendor: Shown<'vendor'>['record'];
  comparison: Comparison;
  history: HistoryEntry[];
}

/** The digest of the figures with the vendor's present payee, as an approver's order names them. */
export async function figuresDigest(
  vendor: string,
  day: number,
  settlement: Settlement,
  payee: string | null,
): Promise<string> {
  const { me } = session;
  if (!me) throw new Error('nobody is signed in');
  return sha256Hex(settlementFigures(me.ledgerName, vendor, day, settlement, payee));
}

/** One sealed day: what the ledger itself says, added up anew, then approved or rejected. */
export class SettlementOfDay {
  readonly vendor: string;
  readonly day: number;
  readonly page;
  rejecting = $state(false);
  reason = $state<RejectionReason>('count-differs');

  constructor(vendor: string, day: number) {
    this.vendor = vendor;
    this.day = day;
    this.page = new Loaded(async (): Promise<SettlementPage | null> => {
      const [settlement, record, shown, history] = await Promise.all([
        readRecord('settlement', vendor, String(day)),
        readRecord('vendor', vendor),
        api.settlement.show.query({ vendor, day }),
        historyOf(`settlement.${vendor}.${day}`),
        names.load(),
      ]);
      if (!settlement || !record || !shown.ok) return null;
      return {
        settlement: settlement.record,
        vendor: record.record,
        comparison: compare(settlement.record, shown.value.fromSales),
        history,
      };
    });
  }

  #facts({ comparison: { ledger } }: SettlementPage): Fact[] {
    const say = words().console.screens.settlements;
    return [
      { label: say.gross, value: sayWon(ledger.gross) },
      { label: say.refunds, value: sayWon(-ledger.refunds) },
      { label: say.fee, value: sayWon(-ledger.fee) },
      { label: say.net, value: sayWon(ledger.net), strong: true },
    ];
  }

  async #place() {
    const { vendor, day } = this;
    const page = this.page.value;
    if (!page) return null;
    const shown = await figuresDigest(vendor, day, page.settlement, page.vendor.payee);
    return { page, body: { until: untilForOne(), shown, vendor, day } };
  }

  readonly form = new Form();
  /** Where the statement has been sent to. */
  mailed = $state('');

  statement = async (): Promise<void> => {
    const { vendor, day } = this;
    const made = await this.form.run(() => api.settlement.statement.query({ vendor, day }));
    if (!made) return;
    const bytes = Uint8Array.from(atob(made.value.base64), (one) => one.charCodeAt(0));
    saveFile(made.value.name, [bytes], 'application/pdf');
  };
  mailStatement = async (): Promise<void> => {
    const { vendor, day } = this;
    const sent = await this.form.run(() => api.settlement.sendStatement.mutate({ vendor, day }));
    this.mailed = sent?.value.mail ?? '';
  };

  approve = async (): Promise<void> => {
    const place = await this.#place();
    if (!place?.page.comparison.agree) return;
    const order = newOrder('approveSettlement', place.body);
    const send = (signatures: Parameters<Parameters<typeof signAndSend>[1]>[0]) =>
      api.settlement.approve.mutate({ signed: { order, signatures } });
    await signAndSend(order, send, this.#facts(place.page));
    await this.page.load();
  };

  reject = async (): Promise<void> => {
    const place = await this.#place();
    if (!place) return;
    const order = newOrder('rejectSettlement', { ...place.body, reason: this.reason });
    const { facts, reasons } = words().console.orders;
    const why = { label: facts.reason, value: reasons[this.reason] };
    await signAndSend(
      order,
      (signatures) => api.settlement.reject.mutate({ signed: { order, signatures } }),
      [...this.#facts(place.page), why],
    );
    this.rejecting = false;
    await this.page.load();
  };
}
