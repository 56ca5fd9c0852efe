import { ok, refuse, sha256Hex, sumWon, utf8, won } from '@kumoh-pay/domain';
import { sayWon, words } from '@kumoh-pay/ui';
import { accountInWords, bankFile, type PayoutLine } from './bank-file.ts';
import { settlementBehind } from './bank-line.ts';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { names } from './names.svelte.ts';
import { readRecord } from './records.ts';
import { figuresDigest } from './settlement.svelte.ts';
import { type Fact, newOrder, untilForOne } from './signing.svelte.ts';
import { signAndSend } from './submit.ts';

interface Place {
  vendor: string;
  day: number;
}

/** A batch of approved settlements: its bank file is made and checked here, and its hash is what the officer signs. */
export class PreparePayout {
  readonly form = new Form();
  differs = $state(false);

  /** @returns the batch, or null when it was not signed. */
  prepare = async (places: readonly Place[]): Promise<string | null> => {
    this.differs = false;
    const checked = await this.form.runFresh(() => this.#check(places));
    if (!checked) return null;
    const { lines, file, settlements } = checked.value;
    const fileHash = await sha256Hex(utf8(file));
    const order = newOrder('preparePayout', { until: untilForOne(), fileHash, settlements });
    const send = (signatures: Parameters<Parameters<typeof signAndSend>[1]>[0]) =>
      api.payout.prepare.mutate({ signed: { order, signatures }, file });
    return (await signAndSend(order, send, factsOfLines(lines, fileHash))) ? order.id : null;
  };

  async #check(places: readonly Place[]) {
    const inOrder = places.toSorted((a, b) =>
      a.vendor === b.vendor ? a.day - b.day : a.vendor < b.vendor ? -1 : 1,
    );
    const answer = await api.payout.lines.mutate({ settlements: inOrder });
    if (!answer.ok) return answer;
    const settlements: (Place & { shown: string })[] = [];
    for (const line of answer.value) {
      const shown = await this.#checkLine(line);
      if (shown === null) {
        this.differs = true;
        return refuse('FIGURES_CHANGED');
      }
      settlements.push({ vendor: line.vendor, day: line.day, shown });
    }
    const { bankColumns } = await api.settings.read.query();
    const memo = ({ day }: PayoutLine) => words().console.screens.settlements.memo(day);
    return ok({ lines: answer.value, file: bankFile(answer.value, bankColumns, memo), settlements });
  }

  /** The digest of the figures, if account, commitment and amount are those that the ledger itself has. */
  async #checkLine(line: PayoutLine): Promise<string | null> {
    const [settlement, vendor] = await Promise.all([
      settlementBehind(line),
      readRecord('vendor', line.vendor),
    ]);
    if (!settlement || vendor?.record.payee !== line.commitment) return null;
    return figuresDigest(line.vendor, line.day, settlement, vendor.record.payee);
  }
}

function factsOfLines(lines: readonly PayoutLine[], fileHash: string): Fact[] {
  const say = words().console;
  const total = sumWon(lines.map(({ net }) => won(net)));
  return [
    ...lines.map(({ vendor, day, net, bank }) => ({
      label: `${names.vendor(vendor)} · ${say.orders.facts.dayNumber(day)}`,
      value: `${accountInWords(bank)} · ${sayWon(net)}`,
    })),
    { label: say.screens.settlements.bankFile, value: say.screens.settlements.linesChecked(lines.length) },
    { label: say.orders.facts.fileHash, value: fileHash.slice(0, 16).match(/.{4}/g)?.join(' ') ?? fileHash },
    { label: say.orders.facts.total, value: sayWon(total), strong: true },
  ];
}
