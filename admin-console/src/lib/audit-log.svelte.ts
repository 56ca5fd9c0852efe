import { addDays, daySchema, seoulDayStart } from '@kumoh-pay/domain';
import { words } from '@kumoh-pay/ui';
import { inAddress, toAddress } from './address.ts';
import { api } from './line.ts';
import { names } from './names.svelte.ts';
import { titleOf } from './order-facts.ts';
import { Paged } from './paged.svelte.ts';

const pageSize = 100;
export type AuditRow = Awaited<ReturnType<typeof api.auditLog.search.query>>[number];
type Search = Parameters<typeof api.auditLog.search.query>[0];

/** What officers, staff and the server did, newest first; filters live in the address. */
export class AuditLog {
  actor = $state(inAddress('actor'));
  act = $state(inAddress('act'));
  /** A name, a student number or an id of what it was done to. */
  about = $state(inAddress('about'));
  from = $state(inAddress('from'));
  to = $state(inAddress('to'));
  readonly list = new Paged(
    async (after?: AuditRow) => {
      const search = { ...this.#search(), ...(after && { before: after.id }) };
      const [rows] = await Promise.all([api.auditLog.search.query(search), names.load()]);
      await names.findPeople(rows.flatMap(({ subject }) => accountIn(subject)));
      return { rows, more: rows.length === pageSize };
    },
    ({ id }) => id,
  );

  #search(): Search {
    const from = daySchema.safeParse(this.from).data;
    const to = daySchema.safeParse(this.to).data;
    return {
      ...(this.actor && { actor: this.actor }),
      ...(this.act && { act: this.act }),
      ...(this.about.trim() && { about: this.about.trim() }),
      ...(from && { fromMs: seoulDayStart(from) }),
      ...(to && { toMs: seoulDayStart(addDays(to, 1)) }),
    };
  }

  search = async (): Promise<void> => {
    const { actor, act, about, from, to } = this;
    await toAddress('/audit-log', { actor, act, about: about.trim(), from, to });
    await this.list.search();
  };
  get isNarrowed(): boolean {
    return [this.actor, this.act, this.about, this.from, this.to].some((one) => one !== '');
  }
  clear = async (): Promise<void> => {
    this.actor = '';
    this.act = '';
    this.about = '';
    this.from = '';
    this.to = '';
    await this.search();
  };
}

/** What was done, in words: an order's title, or an act of the office. */
export function actInWords(act: string): string {
  const { acts } = words().console.desk.audit;
  return act in acts ? acts[act as keyof typeof acts] : titleOf(act as Parameters<typeof titleOf>[0]);
}
/** Acts that the filter offers, in the order of their words. */
export const actChoices = (): { value: string; label: string }[] => {
  const { desk, orders } = words().console;
  return [...Object.entries(orders.titles), ...Object.entries(desk.audit.acts)]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label));
};

const accountIn = (subject: string): string[] => {
  const [kind, id] = subject.split('.');
  return kind === 'account' && id ? [id] : [];
};

/** `officer.{id}` and `vendor.{id}` with their names. */
export function subjectInWords(subject: string): string {
  const { subjects } = words().console.desk.audit;
  const [kind = '', id] = subject.split('.');
  const word = kind in subjects ? subjects[kind as keyof typeof subjects] : kind;
  if (!id) return word;
  if (kind === 'officer') return names.officer(id);
  if (kind === 'account') return names.account(id);
  if (kind === 'vendor' || kind === 'settlement') return names.vendor(id);
  return kind === 'programme' ? names.programme(id) : `${word} ${id.slice(0, 8)}…`;
}
