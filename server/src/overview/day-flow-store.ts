import { addDays, type Day, seoulDay, seoulDayStart } from '@kumoh-pay/domain';
import { sql } from 'kysely';
import { type Database, transaction } from '../db/index.ts';
import type { EntryKind } from '../index/tables.ts';

export interface DayFlow {
  day: Day;
  vendor: string;
  kind: EntryKind;
  /** What balances changed by: below zero for what members paid. */
  won: number;
  entries: number;
}

/** The days before today, `days` of them, and today as it stands. Past days are added up once and kept. */
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

async function keepPastDays(db: Database, first: Day, today: Day): Promise<void> {
  // What was added up on a ledger that was longer than the one restored from a backup is added up anew.
  const rows = await db
    .selectFrom('day_flow_done')
    .select('day')
    .where('day', '>=', first)
    .where('sequence', '<=', (select) => select.selectFrom('checkpoint').select('checkpoint.sequence'))
    .execute();
  const done = new Set(rows.map(({ day }) => day));
  for (let day = first; day < today; day = addDays(day, 1)) if (!done.has(day)) await keepDay(db, day);
}

/** Two askers at once write the same; the second one's rows take the place of the first's. */
async function keepDay(db: Database, day: Day): Promise<void> {
  const flow = await flowOf(db, day);
  await transaction(db, async (tx) => {
    await tx.deleteFrom('day_flow').where('day', '=', day).execute();
    if (flow.length > 0) {
      const change = { won: sql<number>`VALUES(won)`, entries: sql<number>`VALUES(entries)` };
      await tx.insertInto('day_flow').values(flow).onDuplicateKeyUpdate(change).execute();
    }
    const { sequence } = await tx.selectFrom('checkpoint').select('sequence').executeTakeFirstOrThrow();
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
