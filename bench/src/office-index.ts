import { addDays, type Day, type Id, newId, seoulDay, seoulDayStart } from '@kumoh-pay/domain';
import type { Database } from '@kumoh-pay/server/db/index.ts';
import { statement } from '@kumoh-pay/server/db/statement.ts';

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

/** Ids as the ledger has them, told apart by their first digits. */
const idOf = (kind: number, place: number): Id => String(kind * 1e9 + place).padStart(26, '0');
const ids = (kind: number, count: number) => Array.from({ length: count }, (_, place) => idOf(kind, place));
/** The same number for the same row, run after run. */
const roll = (salt: string, below: number) => `(CRC32(CONCAT(seq, '${salt}')) % ${below})`;
const idBy = (kind: number, place: string) => `LPAD(${kind * 1e9} + ${place}, 26, '0')`;

/** Writes entries, postings and journal rows as the projector would after as many orders; nothing of it is on a ledger. */
export async function makeIndex(db: Database, entries: number): Promise<MadeIndex> {
  const people = { accounts: ids(1, members), vendors: ids(2, shops), programmes: ids(3, programmesMade) };
  const today = seoulDay(Date.now());
  const names = await makePeople(db, people, today);
  const start = seoulDayStart(addDays(today, -days));
  const step = (Date.now() - start) / entries;
  await statement(madeRows(entries, start, step))(db);
  for (const copy of copies) await statement(copy)(db);
  await db
    .insertInto('checkpoint')
    .values({ id: 1, ledger: 'bench', block: entries, tx_index: 0, hash: '', sequence: entries })
    .execute();
  const exportFrom = addDays(today, -Math.ceil(days / 4));
  const order = idOf(4, Math.floor(entries / 2));
  const { vendors, programmes } = people;
  return { vendors, programmes, names, officer: idOf(6, 1), order, last: entries, today, exportFrom };
}

/** Mostly charges, as on a campus; every amount up to 50,000 won comes, a million rarely. */
const madeRows = (entries: number, start: number, step: number): string => `
  INSERT INTO entry (sequence, account, kind, amount, sender, receiver, vendor, programme, charge, order_id, at)
  SELECT seq, account, kind, IF(gives, -won, won), IF(gives, account, other), IF(gives, other, account), vendor,
    IF(kind = 'issue', programme, NULL), IF(vendor IS NULL, NULL, ${idBy(5, 'seq')}), ${idBy(4, 'seq')},
    FLOOR(${start} + seq * ${step})
  FROM (
    SELECT seq, account, kind, won, vendor, programme, kind IN ('charge', 'send') AS gives,
      COALESCE(vendor, IF(kind = 'send', ${idBy(1, roll('other', members))}, programme)) AS other
    FROM (
      SELECT seq, account, kind, won, programme,
        IF(kind IN ('charge', 'refund'), ${idBy(2, roll('shop', shops))}, NULL) AS vendor
      FROM (
        SELECT seq, ${idBy(1, roll('who', members))} AS account,
          CASE WHEN ${roll('kind', 100)} < 80 THEN 'charge' WHEN ${roll('kind', 100)} < 83 THEN 'refund'
            WHEN ${roll('kind', 100)} < 90 THEN 'send' ELSE 'issue' END AS kind,
          IF(seq % 9973 = 0, 990000 + ${roll('rare', 10_000)}, 100 + ${roll('won', 49_900)}) AS won,
          ${idBy(3, `IF(seq % ${smallEvery} = 7, 2, ELT(1 + ${roll('term', 5)}, 0, 1, 3, 4, 5))`)} AS programme
        FROM seq_1_to_${entries}
      ) AS kinds
    ) AS shops
  ) AS sides`;
const copies = [
  `INSERT INTO posting (sequence, place, programme, from_place, to_place, amount)
   SELECT sequence, 0,
     LPAD(3000000000 + IF(sequence % ${smallEvery} = 7, 2, ELT(1 + (CRC32(CONCAT(sequence, 'term')) % 5), 0, 1, 3, 4, 5)), 26, '0'),
     CONCAT('p.', account), 'settled', ABS(amount) FROM entry`,
  `INSERT INTO journal (sequence, block, transaction_id, order_id, type, part, digest, at, signers, result)
   SELECT sequence, sequence, order_id, order_id, IF(kind = 'send', 'transfer', kind), 0, '', at,
     CONCAT('account.', account), '{}' FROM entry`,
];

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
  today: Day,
): Promise<string[]> {
  const rows = accounts.map((account, place) => ({
    id: newId(),
    student_number: String(20_200_000 + place),
    name: `${surnames[place % surnames.length]}${given[place % given.length]}${place % 50}`,
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
      .map((programme) => ({ account, programme, amount: 1_000 + place })),
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
