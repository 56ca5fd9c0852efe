import { api } from './line.ts';

export interface Person {
  id: string;
  account: string;
  name: string;
  studentNumber: string | null;
}
type Vendor = Awaited<ReturnType<typeof api.vendor.list.query>>[number];
type Programme = Awaited<ReturnType<typeof api.programme.list.query>>[number];
type Officer = Awaited<ReturnType<typeof api.officer.list.query>>[number];

/** What ids are called. The ledger knows no names; they come from the server's records. */
class Names {
  vendors = $state.raw<Vendor[]>([]);
  programmes = $state.raw<Programme[]>([]);
  officers = $state.raw<Officer[]>([]);
  #programmeNames = $state.raw(new Map<string, string>());
  #people = $state.raw(new Map<string, Person>());

  load = async (): Promise<void> => {
    const [vendors, programmes, officers, named] = await Promise.all([
      api.vendor.list.query(),
      api.programme.list.query(),
      api.officer.list.query(),
      api.programme.names.query(),
    ]);
    this.vendors = vendors;
    this.programmes = programmes;
    this.officers = officers;
    this.#programmeNames = new Map(named.map(({ programme, name }) => [programme, name]));
  };

  /** The beginning of an id stands for what has no name. */
  #short = (id: string): string => `${id.slice(0, 6)}…`;

  vendor = (id: string): string => this.vendors.find((one) => one.id === id)?.name ?? this.#short(id);
  programme = (id: string): string =>
    this.#programmeNames.get(id) ?? this.programmes.find((one) => one.id === id)?.funder ?? this.#short(id);
  officer = (id: string): string => this.officers.find((one) => one.id === id)?.name ?? this.#short(id);
  person = (account: string): Person | null => this.#people.get(account) ?? null;

  keepPeople(people: readonly Person[]): void {
    this.#people = new Map([...this.#people, ...people.map((one) => [one.account, one] as const)]);
  }

  /** Who stands behind accounts, asked once. */
  async findPeople(accounts: readonly string[]): Promise<void> {
    const unknown = [...new Set(accounts)].filter((account) => !this.#people.has(account));
    if (unknown.length > 0) this.keepPeople(await api.transaction.people.query({ accounts: unknown }));
  }

  account = (id: string): string => {
    const person = this.#people.get(id);
    return person ? `${person.name} ${person.studentNumber ?? ''}`.trim() : this.#short(id);
  };
}

export const names = new Names();
