import type { Id, Settlement } from '@kumoh-pay/domain';
import { settlementSchema, type settlementStates } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';

export type SettlementState = (typeof settlementStates)[number];
export interface SettlementView {
  vendor: Id;
  day: number;
  settlement: Settlement;
}
/** More vendors than a campus has, times a fortnight. */
const settlementsMax = 1_000;

/** Oldest first, so that what waits longest is seen first. */
export async function settlementsByState(
  db: Database,
  states: readonly SettlementState[],
  vendor?: Id,
): Promise<SettlementView[]> {
  if (states.length === 0) return [];
  const rows = await db
    .selectFrom('settlement')
    .select(['vendor', 'day', 'figures'])
    .where('state', 'in', [...states])
    .$if(vendor !== undefined, (query) => query.where('vendor', '=', vendor ?? ''))
    .orderBy('sealed_at')
    .orderBy('vendor')
    .limit(settlementsMax)
    .execute();
  return rows.map(({ figures, ...place }) => ({
    ...place,
    settlement: settlementSchema.parse(JSON.parse(figures)),
  }));
}

export async function settlementOf(db: Database, vendor: Id, day: number): Promise<Settlement | null> {
  const query = db
    .selectFrom('settlement')
    .select('figures')
    .where('vendor', '=', vendor)
    .where('day', '=', day);
  const row = await query.executeTakeFirst();
  return row ? settlementSchema.parse(JSON.parse(row.figures)) : null;
}
