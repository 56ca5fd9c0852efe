import { addDays, type Day, type Id, newId, seoulDay, seoulDayStart } from '@kumoh-pay/domain';
import type { Database } from '@kumoh-pay/server/db/index.ts';
import type { EntryTable, JournalTable, PostingTable } from '@kumoh-pay/server/index/tables.ts';

export interface MadeIndex {
  vendors: Id[];
  programmes: Id[];
  names: string[];
  officer: Id;
  /** Of an entry in the middle. */
  order: Id;
  /** The last sequence. */
  last: number;
  today: Day;
  /** From this day on there are 200,000 entries. */
  exportFrom: Day;
}
interface People {
  accounts: Id[];
  vendors: Id[];
  programmes: Id[];
}

const members = 20_000;
const shops = 40;
const programmesMade = 12;
const rowsAtOnce = 2_000;
/** Entries are spread over so many days up to now. */
const days = 365;
/** The third programme is as small as a class's prize. */
const smallEvery = 5_000;

/** The same run after run: a generator for shuffling, not for keys. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Writes entries, postings and journal rows as the projector would after as many orders; nothing of it is on a ledger. */
export async function makeIndex(db: Database, entries: number): Promise<MadeIndex> {
  const chance = chanceOf(20_261_122);
  const ids = (count: number) => Array.from({ length: count }, () => newId());
  const people = { accounts: ids(members), vendors: ids(shops), programmes: ids(programmesMade) };
  const today = seoulDay(Date.now());
  const names = await makePeople(db, people, chance, today);
  const start = seoulDayStart(addDays(today, -days));
  const step = (Date.now() - start) / entries;
  let order = '';
  for (let from = 0; from < entries; from += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, entries - from) }, (_, place) =>
      makeEntry(from + place, Math.floor(start + (from + place) * step), people, chance),
    );
    if (from >= entries / 2 && order === '') order = rows[0]?.entry.order_id ?? '';
    await db
      .insertInto('entry')
      .values(rows.map(({ entry }) => entry))
      .execute();
    await db
      .insertInto('posting')
      .values(rows.map(({ posting }) => posting))
      .execute();
    await db
      .insertInto('journal')
      .values(rows.map(({ journal }) => journal))
      .execute();
  }
  await db
    .insertInto('checkpoint')
    .values({ id: 1, ledger: 'bench', block: entries, tx_index: 0, hash: '', sequence: entries })
    .execute();
  const exportFrom = addDays(today, -Math.ceil(days / 5));
  const { vendors, programmes } = people;
  return { vendors, programmes, names, officer: newId(), order, last: entries - 1, today, exportFrom };
}

const surnames = ['김', '이', '박', '최', '정', '강', '조', '윤', '장', '임'];
const given = [
  '민수',
  '서연',
  '지훈',
  '하은',
  '도윤',
  '예린',
  '준호',
  '수빈',
  '현우',
  '지아',
  '태양',
  '나래',
];

async function makePeople(
  db: Database,
  { accounts, vendors, programmes }: People,
  chance: (below: number) => number,
  today: Day,
): Promise<string[]> {
  const rows = accounts.map((account, place) => ({
    id: newId(),
    student_number: String(20_200_000 + place),
    name: `${surnames[chance(surnames.length)]}${given[chance(given.length)]}${place % 50}`,
    mail: `${place}@kumoh.example`,
    password_hash: null,
    account,
    state: 'active' as const,
    paying_key: '',
    has_recovery: 0,
    code_cap: 30_000,
    offline_allowed: 0,
    language: 'ko' as const,
    created_at: 0,
  }));
  const balances = accounts.flatMap((account, place) =>
    programmes
      .filter((_, one) => (place + one) % 3 === 0)
      .map((programme) => ({ account, programme, amount: 1_000 + chance(50_000) })),
  );
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await db
      .insertInto('member')
      .values(rows.slice(from, from + rowsAtOnce))
      .execute();
  for (let from = 0; from < balances.length; from += rowsAtOnce)
    await db
      .insertInto('balance')
      .values(balances.slice(from, from + rowsAtOnce))
      .execute();
  await db
    .insertInto('vendor')
    .values(vendors.map((id, place) => ({ id, name: `가게 ${place}`, place: '', mail: null, created_at: 0 })))
    .execute();
  const term = {
    funder: 'coop',
    first_day: addDays(today, -days),
    last_day: addDays(today, 30),
    budget: 1e12,
  };
  await db
    .insertInto('ledger_programme')
    .values(programmes.map((programme) => ({ programme, ...term, vendors: null, transferable: 1 })))
    .execute();
  return rows.map(({ name }) => name);
}

/** Mostly charges, as on a campus; every amount up to 50,000 won comes, a million rarely. */
function makeEntry(sequence: number, at: number, people: People, chance: (below: number) => number) {
  const dice = chance(100);
  const kind = dice < 80 ? 'charge' : dice < 83 ? 'refund' : dice < 90 ? 'send' : 'issue';
  const account = people.accounts[chance(members)] ?? '';
  const vendor = kind === 'charge' || kind === 'refund' ? (people.vendors[chance(shops)] ?? '') : null;
  const programme =
    people.programmes[sequence % smallEvery === 7 ? 2 : ([0, 1, 3, 4, 5][chance(5)] ?? 0)] ?? '';
  const other = vendor ?? (kind === 'send' ? (people.accounts[chance(members)] ?? '') : programme);
  const gives = kind === 'charge' || kind === 'send';
  const won = sequence % 9_973 === 0 ? 990_000 + chance(10_000) : 100 + chance(49_900);
  const order = newId();
  const entry: EntryTable = {
    sequence,
    account,
    kind,
    amount: gives ? -won : won,
    sender: gives ? account : other,
    receiver: gives ? other : account,
    vendor,
    programme: kind === 'issue' ? programme : null,
    charge: vendor === null ? null : newId(),
    order_id: order,
    at,
  };
  const posting: PostingTable = {
    sequence,
    place: 0,
    programme,
    from_place: `p.${account}`,
    to_place: 'settled',
    amount: won,
  };
  const journal: JournalTable = {
    sequence,
    block: sequence,
    transaction_id: order,
    order_id: order,
    type: kind === 'send' ? 'transfer' : kind,
    part: 0,
    digest: '',
    at,
    signers: `account.${account}`,
    result: '{}',
  };
  return { entry, posting, journal };
}
