import { amountSchema, daySchema, idSchema } from '@kumoh-pay/domain';
import { sayDayAndTime, words } from '@kumoh-pay/ui';
import { inAddress, toAddress } from './address.ts';
import { csvOf, download } from './download.ts';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';

type Page = Awaited<ReturnType<typeof api.transaction.search.query>>;
export type Transaction = Page['rows'][number];
type Query = Parameters<typeof api.transaction.search.query>[0];
export const kinds = ['charge', 'refund', 'send', 'issue', 'revoke', 'expire'] as const;
type Kind = (typeof kinds)[number];
const filterNames = [
  'from',
  'to',
  'sender',
  'receiver',
  'vendor',
  'programme',
  'least',
  'most',
  'kind',
] as const;
type Filters = Record<(typeof filterNames)[number], string>;
/** A file of more rows is no longer read by people; narrower days give it in pieces. */
const exportMax = 100_000;
const exportPages = exportMax / 100;

/** The office's search through what the ledger did. Filters live in the address. */
export class Transactions {
  readonly form = new Form();
  filters = $state(Object.fromEntries(filterNames.map((name) => [name, inAddress(name)])) as Filters);
  exported = $state<number | null>(null);
  readonly list = new Loaded(async (): Promise<Page> => {
    const [page] = await Promise.all([this.#page(), names.load()]);
    names.keepPeople(page.people);
    return page;
  });

  #query(): Query {
    const { from, to, sender, receiver, vendor, programme, least, most, kind } = this.filters;
    const given = <T>(
      schema: { safeParse(value: unknown): { success: boolean; data?: T } },
      value: unknown,
    ) => schema.safeParse(value).data;
    const whole = (text: string) =>
      given(amountSchema, text === '' ? undefined : Number(text.replaceAll(/\D/g, '')));
    const only = kinds.find((one) => one === kind) as Kind | undefined;
    return {
      from: given(daySchema, from),
      to: given(daySchema, to),
      sender: sender.trim() || undefined,
      receiver: receiver.trim() || undefined,
      vendor: given(idSchema, vendor),
      programme: given(idSchema, programme),
      least: whole(least),
      most: whole(most),
      kinds: only ? [only] : undefined,
    };
  }

  #page(after?: Transaction): Promise<Page> {
    const before = after && { sequence: after.sequence, account: after.account, kind: after.kind };
    return api.transaction.search.query({ ...this.#query(), before });
  }

  search = async (): Promise<void> => {
    this.exported = null;
    await toAddress('/transactions', this.filters);
    await this.list.load();
  };

  clear = async (): Promise<void> => {
    for (const name of filterNames) this.filters[name] = '';
    await this.search();
  };

  next = async (): Promise<void> => {
    const { value } = this.list;
    if (!value) return;
    const page = await this.#page(value.rows.at(-1));
    names.keepPeople(page.people);
    this.list.value = { ...page, rows: [...value.rows, ...page.rows] };
  };

  /** Everything that was found, page after page, as a file. */
  export = async (): Promise<void> => {
    const rows: Transaction[] = [];
    const read = await this.form.run(async () => {
      for (let pages = 0; pages < exportPages; pages++) {
        const page = await this.#page(rows.at(-1));
        names.keepPeople(page.people);
        rows.push(...page.rows);
        if (!page.more) break;
      }
      return { ok: true, value: rows };
    });
    if (!read) return;
    const say = words().console.screens;
    const head = [
      say.when,
      say.transactions.kind,
      say.transactions.senderHead,
      say.transactions.receiverHead,
      say.amount,
      say.transactions.order,
    ];
    const lines = rows.map((row) => [
      sayDayAndTime(row.at),
      say.transactions.kinds[row.kind],
      sideOf(row, 'sender'),
      sideOf(row, 'receiver'),
      Math.abs(row.amount),
      row.order,
    ]);
    download(`transactions-${this.filters.from || 'all'}.csv`, csvOf([head, ...lines]));
    this.exported = rows.length;
  };
}

/** Who stands at one side of an entry: a member, a shop, or the programme itself. */
export function sideOf(row: Transaction, side: 'sender' | 'receiver'): string {
  const id = row[side];
  if (names.person(id)) return names.account(id);
  if (row.vendor !== null && id === row.vendor) return names.vendor(id);
  if (row.programme !== null) return names.programme(row.programme);
  return row.vendor !== null ? names.vendor(row.vendor) : id;
}
