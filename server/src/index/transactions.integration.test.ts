import { createTestDatabase } from '@kumoh-pay/command/test-database.ts';
import { newId, seoulDay } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, migrate, openDatabase } from '../db/index.ts';
import { type EntryTable, entryKinds } from './tables.ts';
import { searchTransactions, type Transaction, type TransactionFilter } from './transactions.ts';

let db: Database;
let closing: () => Promise<unknown>;
const ids = (count: number) => Array.from({ length: count }, () => newId());
const [people, shops, programmes] = [ids(6), ids(3), ids(3)];
const pick = <T>(list: readonly T[], place: number): T => {
  const one = list[place % list.length];
  if (one === undefined) throw new Error('an empty list');
  return one;
};
const start = Date.UTC(2026, 10, 1);

/** A few hundred rows in which every combination of the filters occurs. */
const rows: EntryTable[] = Array.from({ length: 400 }, (_, place) => {
  const kind = pick(entryKinds, place);
  const account = pick(people, place * 5 + 1);
  const other = pick(people, place * 3 + 2);
  const vendor = kind === 'charge' || kind === 'refund' ? pick(shops, place) : null;
  const gives = kind === 'charge' || kind === 'send' || kind === 'revoke' || kind === 'expire';
  return {
    sequence: Math.floor(place / 2),
    account,
    kind,
    amount: (gives ? -1 : 1) * (((place * 37) % 50) + 1) * 100,
    sender: gives ? account : (vendor ?? other),
    receiver: gives ? (vendor ?? other) : account,
    vendor,
    programme: vendor === null && kind !== 'send' && kind !== 'receive' ? pick(programmes, place) : null,
    charge: vendor === null ? null : newId(),
    order_id: newId(),
    at: start + Math.floor(place / 2) * 7_200_000,
  };
});
const programmeOf = (sequence: number) => pick(programmes, sequence);

beforeAll(async () => {
  const database = await createTestDatabase();
  await migrate(database.databaseOwnerUrl);
  db = openDatabase(database.databaseUrl);
  closing = async () => {
    await db.destroy();
    await database.drop();
  };
  await db.insertInto('entry').values(rows).execute();
  await db
    .insertInto('posting')
    .values(
      [...new Set(rows.map(({ sequence }) => sequence))].map((sequence) => ({
        sequence,
        place: 0,
        programme: programmeOf(sequence),
        from_place: 'programme',
        to_place: 'settled',
        amount: 1,
      })),
    )
    .execute();
});
afterAll(() => closing());

/** The same search, row by row. */
function fits(row: EntryTable, filter: Omit<TransactionFilter, 'limit'>): boolean {
  const won = Math.abs(row.amount);
  const day = seoulDay(row.at);
  return (
    row.kind !== 'receive' &&
    (filter.from === undefined || day >= filter.from) &&
    (filter.to === undefined || day <= filter.to) &&
    (filter.senders?.includes(row.sender) ?? true) &&
    (filter.receivers?.includes(row.receiver) ?? true) &&
    (filter.people === undefined ||
      filter.people.includes(row.sender) ||
      filter.people.includes(row.receiver)) &&
    (filter.vendor === undefined || row.vendor === filter.vendor) &&
    (filter.programme === undefined || programmeOf(row.sequence) === filter.programme) &&
    won >= (filter.least ?? 0) &&
    won <= (filter.most ?? Number.POSITIVE_INFINITY) &&
    (filter.kinds === undefined || filter.kinds.some((kind) => kind === row.kind)) &&
    (filter.id === undefined || row.order_id === filter.id || row.charge === filter.id)
  );
}
const keyOf = ({ sequence, account, kind }: Pick<Transaction, 'sequence' | 'account' | 'kind'>) =>
  `${sequence}.${account}.${kind}`;

async function everyPage(filter: Omit<TransactionFilter, 'limit'>, limit: number): Promise<Transaction[]> {
  const found: Transaction[] = [];
  for (;;) {
    const page = await searchTransactions(db, { ...filter, before: found.at(-1), limit });
    found.push(...page);
    if (page.length < limit) return found;
  }
}

const filters: Omit<TransactionFilter, 'limit'>[] = [
  {},
  { from: '2026-11-03', to: '2026-11-08' },
  { senders: people.slice(0, 2) },
  { receivers: people.slice(0, 2) },
  { people: people.slice(0, 1) },
  { people: people.slice(0, 2), senders: people.slice(1, 2) },
  { vendor: shops[0] },
  { vendor: shops[0], least: 2_000, most: 4_000 },
  { programme: programmes[1] },
  { programme: programmes[1], kinds: ['issue'], from: '2026-11-04' },
  { least: 4_900 },
  { most: 200, kinds: ['charge', 'refund'] },
  { kinds: ['send'], people: people.slice(0, 3), to: '2026-11-10' },
  { id: rows[0]?.order_id },
  { id: rows.find(({ charge }) => charge !== null)?.charge ?? undefined },
  { senders: [] },
  { kinds: [] },
  { programme: newId() },
];

it.each(filters)('finds exactly what fits, page after page, newest first: %j', async (filter) => {
  const expected = rows.filter((row) => fits(row, filter)).map(keyOf);
  for (const limit of [7, 1_000]) {
    const found = await everyPage(filter, limit);
    expect(found.map(keyOf).sort()).toEqual([...expected].sort());
    const places = found.map(({ sequence }) => sequence);
    expect(places).toEqual([...places].sort((a, b) => b - a));
  }
});
