import {
  amountSchema,
  type ErrorCode,
  newId,
  type OrderOf,
  type Result,
  sumWon,
  undecidedCodes,
} from '@kumoh-pay/domain';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { names, type Person } from './names.svelte.ts';
import { fileAsBase64, listFileMaxBytes } from './read-file.ts';
import { newOrder, untilForTwo } from './signing.svelte.ts';
import { signAndSendOrPropose } from './submit.ts';
import { isUnfinished } from './unfinished.ts';

export type CheckedLine = Extract<
  Awaited<ReturnType<typeof api.issue.check.mutate>>,
  { ok: true }
>['value'][number];
export type FoundMember = Awaited<ReturnType<typeof api.member.search.query>>[number];
export type HowToIssue = 'one' | 'list';

/** Giving vouchers of one programme: to a person, or by a list with a dry run first. */
export class Issuing {
  readonly form = new Form();
  readonly programme: string;
  open = $state(false);
  how = $state<HowToIssue>('one');
  words = $state('');
  found = $state.raw<FoundMember[]>([]);
  chosen = $state.raw<FoundMember | null>(null);
  text = $state('');
  fileName = $state('');
  tooLarge = $state(false);
  checked = $state.raw<CheckedLine[] | null>(null);
  /** What is typed over lines that get nothing, by their place; null leaves the line out. */
  mended = $state<Record<number, { studentNumber: string; amount: string } | null>>({});
  left = $state(0);
  budgetLeft = $state<number | null>(null);
  #amount = $state<number | null>(null);
  #againToo = $state(false);
  #file: string | null = null;
  #order = newId();
  /** What is asked of the list: a check answers this, and no later one. */
  #question = 0;

  constructor(programme: string) {
    this.programme = programme;
  }

  /** For the one, or for all of a list whose lines name none. In won. */
  get amount(): number | null {
    return this.#amount;
  }
  set amount(amount: number | null) {
    if (amount !== this.#amount) this.#ask();
    this.#amount = amount;
  }
  /** Who has had it of this programme gets it again. */
  get againToo(): boolean {
    return this.#againToo;
  }
  set againToo(againToo: boolean) {
    if (againToo !== this.#againToo) this.#ask();
    this.#againToo = againToo;
  }
  /** Something else is asked now: what was checked was checked for another. */
  #ask(): void {
    this.#question += 1;
    this.checked = null;
  }

  begin = async (how: HowToIssue, member: FoundMember | null = null): Promise<void> => {
    this.how = how;
    this.open = true;
    this.chosen = member;
    this.#ask();
    this.amount = null;
    this.againToo = false;
    this.text = '';
    this.#file = null;
    this.fileName = '';
    this.#order = newId();
    await names.load();
    const terms = await api.issue.terms.query({ programme: this.programme });
    this.left = Math.max(0, terms.soloIssueCap - terms.issuedAlone);
    this.budgetLeft = terms.budgetLeft;
  };

  /** People of earlier lists who have signed up since: a list of their own, checked like any other. */
  beginWith = async (rows: readonly { studentNumber: string; amount: number | null }[]): Promise<void> => {
    await this.begin('list');
    this.text = rows.map(({ studentNumber, amount }) => `${studentNumber},${amount ?? ''}`).join('\n');
    await this.check();
  };

  search = async (): Promise<void> => {
    const found = await this.form.run(async () => ({
      ok: true,
      value: await api.member.search.query({ words: this.words }),
    }));
    this.found = found?.value ?? [];
  };

  choose = async (file: File | undefined): Promise<void> => {
    this.tooLarge = file !== undefined && file.size > listFileMaxBytes;
    if (!file || this.tooLarge) return;
    this.#ask();
    this.#file = await fileAsBase64(file);
    this.fileName = file.name;
    this.text = '';
    await this.check();
  };
  typed = (): void => {
    this.#file = null;
    this.fileName = '';
    this.#ask();
  };

  check = async (): Promise<void> => {
    const source = this.#file === null ? { text: this.text } : { file: this.#file };
    const { programme, againToo } = this;
    this.#question += 1;
    const question = this.#question;
    const sameForAll = this.amount === null ? null : amountSchema.parse(this.amount);
    const answer = await this.form.run(() =>
      api.issue.check.mutate({ order: this.#order, programme, source, sameForAll, againToo }),
    );
    if (question !== this.#question) return;
    this.checked = answer?.value ?? null;
    this.mended = {};
  };

  mend = (place: number, change: Partial<{ studentNumber: string; amount: string }>): void => {
    const line = this.checked?.[place];
    if (!line) return;
    const now = this.mended[place] ?? {
      studentNumber: line.studentNumber,
      amount: line.amount === null ? '' : String(line.amount),
    };
    this.mended[place] = { ...now, ...change };
  };
  leaveOut = (place: number): void => {
    this.mended[place] = null;
  };

  /** The whole list as it is mended; what was right stays as it was. */
  checkMended = async (): Promise<void> => {
    const lines = (this.checked ?? []).flatMap((line, place) => {
      const mended = this.mended[place];
      if (mended === null) return [];
      const { studentNumber, amount } = mended ?? { ...line, amount: String(line.amount ?? '') };
      return [`${studentNumber},${amount.replaceAll(',', '')}`];
    });
    this.#file = null;
    this.text = lines.join('\n');
    await this.check();
  };

  /** Won above what is left of the budget: the first part would be refused with it. */
  get overBudget(): number {
    return this.budgetLeft === null ? 0 : Math.max(0, this.total - this.budgetLeft);
  }

  get receivers(): OrderOf<'issue'>['body']['receivers'] {
    const amountOf = (amount: number | null) => amountSchema.parse(amount);
    if (this.how === 'one')
      return this.chosen && this.amount
        ? [{ account: this.chosen.account, amount: amountOf(this.amount) }]
        : [];
    const lines = (this.checked ?? []).filter((line) => line.problem === null);
    const given = lines.flatMap(({ account, amount }) =>
      account === null ? [] : [{ account, amount: amountOf(amount) }],
    );
    return given.sort((a, b) => (a.account < b.account ? -1 : 1));
  }
  get total(): number {
    return sumWon(this.receivers.map(({ amount }) => amount));
  }

  issue = async (): Promise<boolean> => {
    const { receivers, programme } = this;
    if (receivers.length === 0) return false;
    if (this.how === 'one' && this.chosen) names.keepPeople([asPerson(this.chosen)]);
    const order = newOrder('issue', { until: untilForTwo(), programme, receivers }, this.#order);
    let refused = null as ErrorCode | null;
    const heard = <T>(answer: Result<T>): Result<T> => {
      refused = answer.ok ? null : answer.code;
      return answer;
    };
    const issued = await signAndSendOrPropose(order, {
      waits: this.total > this.left,
      send: async (signatures) => heard(await api.issue.issue.mutate({ signed: { order, signatures } })),
      propose: async (signatures) =>
        heard(await api.approval.propose.mutate({ signed: { order, signatures }, shown: null })),
    });
    // A number that was refused is used up, and what is mended now is another order.
    if (!isUnfinished(order)) this.#order = newId();
    if (issued) this.open = false;
    else if (refused !== null && !mayYetBeDone(refused)) await this.#startAfresh();
    return issued;
  };

  /** A refused order's number is used up: what is mended now is another order, with a list of its own. */
  async #startAfresh(): Promise<void> {
    this.#order = newId();
    if (this.how === 'list') await this.check();
  }
}

/** Under its old number it is never done twice; under a new one it could be. */
const mayYetBeDone = (code: ErrorCode): boolean =>
  undecidedCodes.has(code) || code === 'ORDER_ID_REUSED' || code === 'SECOND_OFFICER_NEEDED';

const asPerson = ({ id, account, name, studentNumber }: FoundMember): Person => ({
  id,
  account,
  name,
  studentNumber,
});
