import { addDays, type Day, dayMs, hourMs, type Id, seoulDayStart } from '@kumoh-pay/domain';
import { type RawBuilder, sql } from 'kysely';
import { type Database, padded } from '../db/index.ts';
import type { EntryKind } from './tables.ts';

export type TransactionKind = Exclude<EntryKind, 'receive'>;

/** What the office may ask of a transaction; what is left out is not asked. */
export interface TransactionConditions {
  /** Seoul days, both included. */
  from?: Day | undefined;
  to?: Day | undefined;
  senders?: readonly Id[] | undefined;
  receivers?: readonly Id[] | undefined;
  vendor?: Id | undefined;
  programme?: Id | undefined;
  /** Won, both included, whatever the direction. */
  least?: number | undefined;
  most?: number | undefined;
  kinds?: readonly TransactionKind[] | undefined;
  /** Of the order, or of the charge that it is about. */
  id?: Id | undefined;
}

/** What a filter asks of an entry, with the index that finds such entries. */
interface Named {
  holds: RawBuilder<unknown>;
  /** Null: none of its own; it is looked at row by row. */
  index: string | null;
  /** Its index leads where it leads to fewer rows than this. */
  few: number;
  /** The index has the entries that fit in the order of a page. */
  inOrder?: boolean;
}

/** An index that leads to fewer rows than this is taken, and its rows are sorted: some ten milliseconds. MariaDB reckons up to twice too many. */
const fewRows = 6_000;
/** People's entries are scattered: of a million, a hundred of so many are found sooner than by walking through the newest. */
const fewOfPeople = 10_000;
/** Journal entries of a programme that is named by them; each is a value of the statement. */
const fewEntries = 3_000;

export async function conditionsOf(db: Database, asked: TransactionConditions): Promise<Named[]> {
  const { from, to, senders, receivers, vendor, programme, least, most, kinds, id } = asked;
  const all: Named[] = [];
  const named = (index: string | null, holds: RawBuilder<unknown>, few = fewRows) =>
    all.push({ index, holds, few });
  if (id !== undefined) named(null, sql`(order_id = ${id} OR charge = ${id})`);
  if (senders) named('entry_sender_page', sql`sender IN (${sql.join(padded(senders))})`, fewOfPeople);
  if (receivers) named('entry_receiver_page', sql`receiver IN (${sql.join(padded(receivers))})`, fewOfPeople);
  if (vendor !== undefined)
    all.push({ index: 'entry_vendor_page', holds: sql`vendor = ${vendor}`, few: fewRows, inOrder: true });
  if (least !== undefined || most !== undefined) named('entry_won', amountBetween(least, most));
  if (kinds) all.push(ofKinds(kinds));
  const days = daysBetween(from, to);
  if (days) named('entry_at', days);
  if (programme !== undefined) all.push(await ofProgramme(db, programme));
  return all;
}

const ofKinds = (kinds: readonly TransactionKind[]): Named => ({
  index: 'entry_kind',
  holds: sql`kind IN (${sql.join(kinds)})`,
  few: fewRows,
  inOrder: kinds.length === 1,
});

function amountBetween(least: number | undefined, most: number | undefined): RawBuilder<unknown> {
  if (least === undefined) return sql`won <= ${most}`;
  return most === undefined ? sql`won >= ${least}` : sql`won BETWEEN ${least} AND ${most}`;
}
function daysBetween(from: string | undefined, to: string | undefined): RawBuilder<unknown> | null {
  const start = from === undefined ? null : sql`at >= ${seoulDayStart(from)}`;
  const end = to === undefined ? null : sql`at < ${seoulDayStart(addDays(to, 1))}`;
  return start && end ? sql`(${start} AND ${end})` : (start ?? end);
}
/** A small programme is known by its journal entries; of a large one, each entry is asked whether it is of it. */
async function ofProgramme(db: Database, programme: Id): Promise<Named> {
  const { rows } = await sql<{ sequence: number }>`
    SELECT sequence FROM posting WHERE programme = ${programme} LIMIT ${fewEntries}`.execute(db);
  if (rows.length === 0) return { index: 'PRIMARY', holds: sql`FALSE`, few: fewRows };
  const sequences = padded([...new Set(rows.map(({ sequence }) => sequence))]);
  if (rows.length < fewEntries)
    return { index: 'PRIMARY', holds: sql`sequence IN (${sql.join(sequences)})`, few: fewRows };
  // Asked of one entry at a time: an EXISTS is turned into a join that reads the whole programme first.
  const holds = sql`(SELECT 1 FROM posting
    WHERE posting.sequence = entry.sequence AND posting.programme = ${programme} LIMIT 1) = 1`;
  return { index: null, holds, few: 0 };
}

/** What leads a search: an index by its name, or null where MariaDB is to choose. */
export interface Lead {
  index: string | null;
  /** Its rows come in the order of a page, and are walked through until the page is full. */
  walks: boolean;
}

/**
 * The index that leads to the fewest rows. Where all conditions are broad the newest rows are walked through, those of
 * the vendor or of the one kind if it is named; an id is found by two indexes at once, which MariaDB joins by itself.
 */
export async function narrowest(db: Database, conditions: readonly Named[], hasId: boolean): Promise<Lead> {
  if (hasId) return { index: null, walks: false };
  const reckoned = await Promise.all(
    conditions.map(async ({ index, holds, few }) => {
      const rows = index === null ? Number.POSITIVE_INFINITY : await rowsOf(db, index, holds);
      return { index, rows: rows < few ? rows : Number.POSITIVE_INFINITY };
    }),
  );
  const best = reckoned.reduce((least, one) => (one.rows < least.rows ? one : least), broad);
  if (best !== broad) return { index: best.index, walks: false };
  return { index: conditions.find(({ inOrder }) => inOrder)?.index ?? 'PRIMARY', walks: true };
}
const broad = { index: null, rows: Number.POSITIVE_INFINITY };

/** Rows that an index leads to, reckoned from the index: nearly exact where they are few, and none of them is read. */
async function rowsOf(db: Database, index: string, holds: RawBuilder<unknown>): Promise<number> {
  const plan = await sql<{ rows: string | null }>`
    EXPLAIN SELECT 1 FROM entry FORCE INDEX (${sql.raw(index)}) WHERE ${holds}`.execute(db);
  // Null: nothing can fit.
  return Number(plan.rows[0]?.rows ?? 0);
}

/** No order commits so long after its time: an offline charge is presented for seven days. */
const latestMs = 8 * dayMs;
/** Clocks of the ledger's parts differ by minutes at most. */
const earliestMs = hourMs;

/**
 * Where in the journal the days stand, wide enough for every entry of theirs: without it, who walks from the newest entry
 * back to a month ago reads all that came since.
 */
export async function sequencesBetween(
  db: Database,
  { from, to }: Pick<TransactionConditions, 'from' | 'to'>,
): Promise<RawBuilder<unknown>[]> {
  const bounds: RawBuilder<unknown>[] = [];
  const one = async (query: RawBuilder<{ found: number | null }>) =>
    (await query.execute(db)).rows[0]?.found ?? null;
  if (from !== undefined) {
    // Two questions: with one inside the other every entry since then is read.
    const at = await one(sql`
      SELECT at AS found FROM entry FORCE INDEX (entry_at) WHERE at >= ${seoulDayStart(from)} ORDER BY at LIMIT 1`);
    const first = await one(sql`
      SELECT MIN(sequence) AS found FROM entry FORCE INDEX (entry_at)
      WHERE at >= ${at ?? 0} AND at <= ${(at ?? 0) + earliestMs}`);
    if (first !== null) bounds.push(sql`sequence >= ${first}`);
  }
  if (to !== undefined) {
    const end = seoulDayStart(addDays(to, 1));
    const last = await one(sql`
      SELECT MAX(sequence) AS found FROM entry FORCE INDEX (entry_at)
      WHERE at >= ${end - latestMs} AND at < ${end}`);
    if (last !== null) bounds.push(sql`sequence <= ${last}`);
  }
  return bounds;
}
