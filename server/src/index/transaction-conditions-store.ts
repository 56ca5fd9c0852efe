import { addDays, type Day, type Id, seoulDayStart } from '@kumoh-pay/domain';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../db/index.ts';
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
}

/** An index that leads to fewer rows than this is taken, and its rows are sorted: a few milliseconds. */
const fewRows = 3_000;

export async function conditionsOf(db: Database, asked: TransactionConditions): Promise<Named[]> {
  const { from, to, senders, receivers, vendor, programme, least, most, kinds, id } = asked;
  const all: Named[] = [];
  const named = (index: string | null, holds: RawBuilder<unknown>) => all.push({ index, holds });
  if (id !== undefined) named(null, sql`(order_id = ${id} OR charge = ${id})`);
  if (senders) named('entry_sender', sql`sender IN (${sql.join(senders)})`);
  if (receivers) named('entry_receiver', sql`receiver IN (${sql.join(receivers)})`);
  if (vendor !== undefined) named('entry_vendor_won', sql`vendor = ${vendor}`);
  if (least !== undefined || most !== undefined) named('entry_won', amountBetween(least, most));
  if (kinds) named('entry_kind', sql`kind IN (${sql.join(kinds)})`);
  const days = daysBetween(from, to);
  if (days) named('entry_at', days);
  if (programme !== undefined) all.push(await ofProgramme(db, programme));
  return all;
}

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
    SELECT DISTINCT sequence FROM posting WHERE programme = ${programme} LIMIT ${fewRows}`.execute(db);
  if (rows.length === 0) return { index: 'PRIMARY', holds: sql`FALSE` };
  if (rows.length < fewRows)
    return { index: 'PRIMARY', holds: sql`sequence IN (${sql.join(rows.map(({ sequence }) => sequence))})` };
  const holds = sql`EXISTS (SELECT 1 FROM posting WHERE posting.sequence = entry.sequence AND posting.programme = ${programme})`;
  return { index: null, holds };
}

/** What leads a search: an index by its name, or null where MariaDB is to choose. */
export type Lead = string | null;

/**
 * The index that leads to the fewest rows. Where all conditions are broad the newest rows are walked through, those of
 * the vendor if one is named; an id is found by two indexes at once, which MariaDB joins by itself.
 */
export async function narrowest(db: Database, conditions: readonly Named[], hasId: boolean): Promise<Lead> {
  if (hasId) return null;
  let best: { index: string; rows: number } | null = null;
  for (const { index, holds } of conditions) {
    if (index === null) continue;
    const rows = await countUpTo(db, index, holds);
    if (rows < fewRows && (best === null || rows < best.rows)) best = { index, rows };
  }
  if (best) return best.index;
  return conditions.find(({ index }) => index === 'entry_vendor_won')?.index ?? 'PRIMARY';
}

async function countUpTo(db: Database, index: string, holds: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    SELECT COUNT(*) AS found FROM
      (SELECT 1 FROM entry FORCE INDEX (${sql.raw(index)}) WHERE ${holds} LIMIT ${fewRows}) AS some`.execute(
    db,
  );
  return rows[0]?.found ?? 0;
}
