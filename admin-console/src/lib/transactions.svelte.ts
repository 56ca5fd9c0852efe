import { amountSchema, daySchema, idSchema, seoulDay } from '@kumoh-pay/domain';
import { language, sayWon, words } from '@kumoh-pay/ui';
import { inAddress, toAddress } from './address.ts';
import { Exports } from './exports.svelte.ts';
import { Form } from './form.svelte.ts';
import { api, clock } from './line.ts';
import { names } from './names.svelte.ts';
import { Paged } from './paged.svelte.ts';
import { type FilterName, type Filters, filterNames, kinds, readSearch } from './search-words.ts';

export type Transaction = Awaited<ReturnType<typeof api.transaction.search.query>>['rows'][number];
type Search = Omit<Parameters<typeof api.transaction.search.query>[0], 'before'>;
const none = (): Filters => Object.fromEntries(filterNames.map((name) => [name, ''])) as Filters;

/** The office's search through what the ledger did. Filters live in the address. */
export class Transactions {
  readonly form = new Form();
  readonly exports = new Exports();
  filters = $state(Object.fromEntries(filterNames.map((name) => [name, inAddress(name)])) as Filters);
  /** What is being typed into the one box. */
  box = $state('');
  readonly list = new Paged(
    async (after?: Transaction) => {
      const before = after && { sequence: after.sequence, account: after.account, kind: after.kind };
      const [page] = await Promise.all([
        api.transaction.search.query({ ...this.#search, before }),
        names.load(),
      ]);
      names.keepPeople(page.people);
      return page;
    },
    ({ sequence, account, kind }) => `${sequence}.${account}.${kind}`,
  );

  get #search(): Search {
    const { from, to, sender, receiver, person, vendor, programme, least, most, kind, id } = this.filters;
    const given = <T>(schema: { safeParse(value: unknown): { data?: T } }, value: unknown) =>
      schema.safeParse(value).data;
    const whole = (text: string) =>
      given(amountSchema, text === '' ? undefined : Number(text.replaceAll(/\D/g, '')));
    const only = kinds.find((one) => one === kind);
    return {
      from: given(daySchema, from),
      to: given(daySchema, to),
      sender: sender.trim() || undefined,
      receiver: receiver.trim() || undefined,
      person: person.trim() || undefined,
      vendor: given(idSchema, vendor),
      programme: given(idSchema, programme),
      least: whole(least),
      most: whole(most),
      kinds: only ? [only] : undefined,
      id: given(idSchema, id),
    };
  }

  search = async (): Promise<void> => {
    await toAddress('/transactions', this.filters);
    await this.list.search();
  };

  /** What stands in the box joins the conditions that there are. */
  searchBox = async (): Promise<void> => {
    const known = {
      vendors: names.vendors,
      programmes: names.programmes,
      kinds: words().console.screens.transactions.kinds,
      today: seoulDay(clock.nowMs()),
    };
    Object.assign(this.filters, readSearch(this.box, known));
    this.box = '';
    await this.search();
  };

  /** The conditions in force, in words, each with what takes it away. */
  get chips(): { names: FilterName[]; text: string }[] {
    const { filters } = this;
    const say = words().console.screens.transactions;
    const chips: { names: FilterName[]; text: string }[] = [];
    const chip = (text: string, ...of: FilterName[]) => chips.push({ names: of, text });
    if (filters.from || filters.to)
      chip(filters.from === filters.to ? filters.from : `${filters.from} – ${filters.to}`, 'from', 'to');
    if (filters.person) chip(filters.person, 'person');
    if (filters.sender) chip(`${say.senderHead} ${filters.sender}`, 'sender');
    if (filters.receiver) chip(`${say.receiverHead} ${filters.receiver}`, 'receiver');
    const kind = kinds.find((one) => one === filters.kind);
    if (kind) chip(say.kinds[kind], 'kind');
    if (filters.vendor) chip(names.vendor(filters.vendor), 'vendor');
    if (filters.programme) chip(names.programme(filters.programme), 'programme');
    if (filters.least || filters.most) chip(amountInWords(filters), 'least', 'most');
    if (filters.id) chip(`${filters.id.slice(0, 8)}…`, 'id');
    return chips;
  }

  takeAway = async (gone: readonly FilterName[]): Promise<void> => {
    for (const name of gone) this.filters[name] = '';
    await this.search();
  };
  clear = async (): Promise<void> => {
    this.filters = none();
    await this.search();
  };

  /** Everything that is found, as a file that the server writes in the background. */
  export = async (): Promise<void> => {
    const search = this.#search;
    await this.form.run(() => api.transaction.startExport.mutate({ search, language: language.current }));
  };
}

function amountInWords({ least, most }: Filters): string {
  const say = (text: string) => sayWon(Number(text.replaceAll(/\D/g, '')));
  if (least === most) return say(least);
  if (least === '') return `≤ ${say(most)}`;
  return most === '' ? `≥ ${say(least)}` : `${say(least)} – ${say(most)}`;
}

/** Who stands at one side of an entry: a member, a shop, or the programme itself. */
export function sideOf(row: Transaction, side: 'sender' | 'receiver'): string {
  const id = row[side];
  if (names.person(id)) return names.account(id);
  if (row.vendor !== null && id === row.vendor) return names.vendor(id);
  if (row.programme !== null) return names.programme(row.programme);
  return row.vendor !== null ? names.vendor(row.vendor) : id;
}
