import type { Selectable } from 'kysely';
import { batched, type Database, padded } from '../db/index.ts';
import type { StaffTables } from './tables.ts';

export type StaffRow = Selectable<StaffTables['staff']>;

/** Each request of a counter asks for it, so that requests that come together ask together. */
export const findStaff = batched<string, StaffRow | undefined>(async (db, ids) => {
  const rows = await db.selectFrom('staff').selectAll().where('id', 'in', padded(ids)).execute();
  return ids.map((id) => rows.find((row) => row.id === id));
});

export const staffOf = (db: Database, vendor: string): Promise<StaffRow[]> =>
  db
    .selectFrom('staff')
    .selectAll()
    .where('vendor', '=', vendor)
    .where('active', '=', 1)
    .orderBy('created_at')
    // Those who came together always stand in the same order: a hand learns where its name is.
    .orderBy('name')
    .execute();

export const insertStaff = (db: Database, row: StaffRow) => db.insertInto('staff').values(row).execute();

/** Changes nothing when nothing is named: SQL has no empty SET. */
export async function updateStaff(
  db: Database,
  id: string,
  change: Partial<Pick<StaffRow, 'name' | 'role' | 'pin_hash' | 'active'>>,
): Promise<void> {
  if (Object.keys(change).length > 0)
    await db.updateTable('staff').set(change).where('id', '=', id).execute();
}
