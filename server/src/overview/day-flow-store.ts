import { addDays, type Day, dayMs, seoulDay, seoulDayStart } from '@kumoh-pay/domain';
import { sql } from 'kysely';
import { type Database, retried, transaction } from '../db/index.ts';
import { readCheckpoint } from '../index/checkpoint.ts';
import type { EntryKind } from '../index/tables.ts';

export interface DayFlow {
  day: Day;
  vendor: string;
  kind: EntryKind;
  /** What balances changed by: below zero for what members paid. */
  won: number;
  entries: number;
}

/** The days before today, `days` of them, and today as it stands. Past days are added up once and kept, until more of them is read. */
export async function dayFlows(db: Database, nowMs: number, days: number): Promise<DayFlow[]> {
  const today = seoulDay(nowMs);
  const first = addDays(today, -days);
  await keepPastDays(db, first, today);
  const [past, present] = await Promise.all([
    db.selectFrom('day_flow').selectAll().where('day', '>=', first).where('day', '<', today).execute(),
    flowOf(db, today),
  ]);
  return [...past, ...present];
}

/** A vendor's charges less refunds by day, in won, oldest first; days without a sale are missing. */
export async function vendorDays(db: Database, nowMs: number, vendor: string, days: number) {
  const flows = (await dayFlows(db, nowMs, days)).filter((flow) => flow.vendor === vendor);
  return [...Map.groupBy(flows, ({ day }) => day)]
    .map(([day, each]) => ({
      day,
      sales: -each.reduce((sum, { won }) => sum + won, 0),
      charges: each.reduce((sum, { kind, entries }) => sum + (kind === 'charge' ? entries : 0), 0),
    }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Journal entries that a look may leave to the next one: fewer are read again faster than a month of rows is written. */
const lookedAgainMax = 1_000;

/**
 * Adds up the past days that are not, or that something was added to since: an index that is behind, or an order that
 * was sent again after a break, brings entries of a day that is over.
 */
async function keepPastDays(db: Database, first: Day, today: Day): Promise<void> {
  const upTo = (await readCheckpoint(db))?.sequence;
  if (upTo === undefined) return;
  const span = { first, today };
  // What was added up on a ledger that was longer than the one restored from a backup is added up anew.
  const rows = await db
    .selectFrom('day_flow_done')
    .selectAll()
    .where('day', '>=', first)
    .where('day', '<', today)
    .where('sequence', '<=', upTo)
    .execute();
  const looked = Math.min(upTo, ...rows.map(({ sequence }) => sequence));
  const last = await lastReadOf(db, span, looked);
  const whole = rows.filter(({ day, sequence }) => (last.get(day) ?? 0) <= sequence);
  const done = new Set(whole.map(({ day }) => day));
  for (let day = first; day < today; day = addDays(day, 1)) if (!done.has(day)) await keepDay(db, day, upTo);
  if (upTo - looked > lookedAgainMax) await noteLook(db, span, upTo);
}

/** The last journal entry of each past day that the index has read anything of after this one. */
async function lastReadOf(
  db: Database,
  { first, today }: { first: Day; today: Day },
  sequence: number,
): Promise<Map<string, number>> {
  const start = seoulDayStart(first);
  const rows = await db
    .selectFrom('journal')
    .select((select) => [
      sql<number>`FLOOR((at - ${start}) / ${dayMs})`.as('place'),
      select.fn.max('sequence').as('last'),
    ])
    .where('sequence', '>', sequence)
    .where('at', '>=', start)
    .where('at', '<', seoulDayStart(today))
    .groupBy('place')
    .execute();
  return new Map(rows.map(({ place, last }) => [addDays(first, Number(place)), last]));
}

/** All of these days hold what the index had read by then. */
const noteLook = (db: Database, { first, today }: { first: Day; today: Day }, sequence: number) =>
  retried(() =>
    db
      .updateTable('day_flow_done')
      .set({ sequence })
      .where('day', '>=', first)
      .where('day', '<', today)
      .where('sequence', '<', sequence)
      .execute(),
  );

/** Two askers at once write the same; the second one's rows take the place of the first's. */
async function keepDay(db: Database, day: Day, sequence: number): Promise<void> {
  const flow = await flowOf(db, day);
  await transaction(db, async (tx) => {
    await tx.deleteFrom('day_flow').where('day', '=', day).execute();
    if (flow.length > 0) {
      const change = { won: sql<number>`VALUES(won)`, entries: sql<number>`VALUES(entries)` };
      await tx.insertInto('day_flow').values(flow).onDuplicateKeyUpdate(change).execute();
    }
    await tx
      .insertInto('day_flow_done')
      .values({ day, sequence })
      .onDuplicateKeyUpdate({ sequence })
      .execute();
  });
}

async function flowOf(db: Database, day: Day): Promise<DayFlow[]> {
  const rows = await db
    .selectFrom('entry')
    .select((select) => [
      select.fn.coalesce('vendor', sql<string>`''`).as('vendor'),
      'kind',
      select.fn.sum<number>('amount').as('won'),
      select.fn.countAll<number>().as('entries'),
    ])
    .where('at', '>=', seoulDayStart(day))
    .where('at', '<', seoulDayStart(addDays(day, 1)))
    .groupBy(['kind', 'vendor'])
    .execute();
  return rows.map((row) => ({ day, ...row }));
}

/** Today's charges by vendor and Seoul hour, in won. */
export const salesByHour = async (db: Database, today: Day) => {
  const start = seoulDayStart(today);
  const rows = await db
    .selectFrom('entry')
    .select((select) => [
      'vendor',
      sql<number>`FLOOR((at - ${start}) / 3600000)`.as('hour'),
      select.fn.sum<number>('amount').as('won'),
      select.fn.countAll<number>().as('charges'),
    ])
    .where('at', '>=', start)
    .where('kind', '=', 'charge')
    .groupBy(['vendor', 'hour'])
    .execute();
  return rows.map(({ vendor, hour, won, charges }) => ({
    vendor: vendor ?? '',
    hour: Number(hour),
    won: Math.abs(won),
    charges,
  }));
};
