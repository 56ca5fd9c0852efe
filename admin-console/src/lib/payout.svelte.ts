import { type Payout, sumWon, won } from '@kumoh-pay/domain';
import { inEveryLanguage, type Words } from '@kumoh-pay/ui';
import { isFileOf } from './bank-file.ts';
import { settlementBehind } from './bank-line.ts';
import { download } from './download.ts';
import { Form } from './form.svelte.ts';
import { type HistoryEntry, historyOf } from './history.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import { digestOf, readRecord } from './records.ts';
import { session } from './session.svelte.ts';
import { placeOf } from './settlements.svelte.ts';
import { newOrder, untilForOne, untilForTwo } from './signing.svelte.ts';
import { signAndPropose, signAndSend } from './submit.ts';

export interface PayoutLineShown {
  vendor: string;
  day: number;
  /** In won. */
  net: number;
  approvedBy: string | null;
}
interface PayoutPage {
  payout: Payout;
  text: string;
  digest: string;
  lines: PayoutLineShown[];
  total: number;
  /** Who is signed in neither prepared nor approved any of it. */
  mayRecord: boolean;
  history: HistoryEntry[];
}

/** A payout batch: its bank file, and that the bank has paid it. */
export class PayoutBatch {
  readonly form = new Form();
  readonly batch: string;
  readonly page;

  constructor(batch: string) {
    this.batch = batch;
    this.page = new Loaded(async (): Promise<PayoutPage | null> => {
      const [shown, history] = await Promise.all([
        readRecord('payout', batch),
        historyOf(`payout.${batch}`),
        names.load(),
      ]);
      if (!shown) return null;
      const { record: payout, text, digest } = shown;
      const lines = await Promise.all(payout.settlements.map(({ vendor, day }) => lineOf(vendor, day)));
      const own = session.me?.id;
      const mayRecord = payout.preparedBy !== own && lines.every(({ approvedBy }) => approvedBy !== own);
      return {
        payout,
        text,
        digest,
        lines,
        total: sumWon(lines.map(({ net }) => won(net))),
        mayRecord,
        history,
      };
    });
  }

  /**
   * The bank file. It is handed over only if its hash is the ledger's, and each line pays the account and the amount that
   * the ledger has: whoever prepared it, another looks before the bank does.
   */
  file = async (): Promise<void> => {
    const { payout } = this.page.value ?? {};
    const answer = await this.form.runFresh(() => api.payout.file.mutate({ batch: this.batch }));
    if (!answer || !payout) return;
    const { file, columns, lines } = answer.value;
    const isWhole = lines.map(placeOf).join() === payout.settlements.map(placeOf).join();
    const isSigned = (await digestOf(file)) === payout.fileHash;
    const fits = isWhole && isSigned && isFileOf(lines, columns, inEveryLanguage(memo), file);
    if (fits && (await Promise.all(lines.map(settlementBehind))).every((one) => one !== null))
      download(`bank-${this.batch}.csv`, file, { mark: false });
    else this.form.refused = 'FIGURES_CHANGED';
  };

  /** What the bank has sent back, as `{vendor}.{day}`. */
  returned = $state<string[]>([]);
  toggleReturned = (line: string): void => {
    this.returned = this.returned.includes(line)
      ? this.returned.filter((one) => one !== line)
      : [...this.returned, line];
  };

  record = async (): Promise<void> => {
    const page = this.page.value;
    if (!page) return;
    const { batch } = this;
    const gone = page.payout.settlements.filter((one) => this.returned.includes(placeOf(one)));
    const order = newOrder('recordPayout', {
      until: untilForOne(),
      shown: page.digest,
      batch,
      returned: gone.map(({ vendor, day }) => ({ vendor, day })),
    });
    await signAndSend(order, (signatures) => api.payout.record.mutate({ signed: { order, signatures } }));
    await this.page.load();
  };

  cancel = async (): Promise<void> => {
    const page = this.page.value;
    if (!page) return;
    const order = newOrder('cancelPayout', { until: untilForTwo(), shown: page.digest, batch: this.batch });
    await signAndPropose(order, (signatures) =>
      api.approval.propose.mutate({ signed: { order, signatures }, shown: page.text }),
    );
  };
}

const memo = (words: Words) => words.console.screens.settlements.memo;

async function lineOf(vendor: string, day: number): Promise<PayoutLineShown> {
  const settlement = await readRecord('settlement', vendor, String(day));
  return { vendor, day, net: settlement?.record.net ?? 0, approvedBy: settlement?.record.approvedBy ?? null };
}
