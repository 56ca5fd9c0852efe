import { addDays, type Day, seoulDay } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { Conservation } from '../index/conservation.ts';
import type { EntryKind } from '../index/tables.ts';
import { listProgrammeRows } from '../programme/store.ts';
import { type DayFlow, dayFlows } from './day-flow-store.ts';

/** A month tells a term's rhythm and is read at a glance. */
const chartDays = 30;
/** What ends within a fortnight can still be told to its holders. */
const soonDays = 14;

export interface DayPoint {
  day: Day;
  /** Held by members at the end of the day, in won. */
  held: number;
  /** Charges less refunds, in won. */
  sales: number;
  issued: number;
}

/** Held, sold and issued by day, oldest first: today's holdings, walked back by what each day changed. */
export async function circulation(db: Database, nowMs: number, heldNow: number): Promise<DayPoint[]> {
  const flows = await dayFlows(db, nowMs, chartDays);
  const today = seoulDay(nowMs);
  const points: DayPoint[] = [];
  let held = heldNow;
  for (let back = 0; back <= chartDays; back++) {
    const day = addDays(today, -back);
    const own = flows.filter((flow) => flow.day === day);
    points.unshift({
      day,
      held,
      sales: -sumOf(own, ['charge', 'refund']),
      issued: sumOf(own, ['issue']),
    });
    held -= sumOf(own, everyKind);
  }
  return points;
}

const everyKind: readonly EntryKind[] = ['charge', 'refund', 'send', 'receive', 'issue', 'revoke', 'expire'];
const sumOf = (flows: readonly DayFlow[], kinds: readonly EntryKind[]): number =>
  flows.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { won }) => sum + won, 0);

/** Programmes that run or still hold won, soonest last day first, with what is left where. In won. */
export async function burning(db: Database, nowMs: number, places: readonly Conservation[]) {
  const today = seoulDay(nowMs);
  const [rows, holders] = await Promise.all([listProgrammeRows(db), holdersByProgramme(db)]);
  return rows
    .map((row) => {
      const place = places.find(({ programme }) => programme === row.programme);
      const held = place?.held ?? 0;
      return {
        id: row.programme,
        name: row.name ?? row.funder,
        firstDay: row.first_day,
        lastDay: row.last_day,
        budget: row.budget,
        issued: place?.issued ?? 0,
        held,
        spent: (place?.atVendors ?? 0) + (place?.settled ?? 0),
        holders: holders.get(row.programme) ?? 0,
        endsSoon: held > 0 && row.last_day <= addDays(today, soonDays),
      };
    })
    .filter(({ lastDay, held }) => lastDay >= today || held > 0)
    .sort((a, b) => (a.lastDay < b.lastDay ? -1 : 1));
}

async function holdersByProgramme(db: Database): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('balance')
    .select((select) => ['programme', select.fn.countAll<number>().as('holders')])
    .where('amount', '>', 0)
    .groupBy('programme')
    .execute();
  return new Map(rows.map(({ programme, holders }) => [programme, holders]));
}
