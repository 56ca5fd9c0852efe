import type { Selectable } from 'kysely';
import type { Database } from '../db/index.ts';
import type { StaffTables } from './tables.ts';

export type StaffRow = Selectable<StaffTables['staff']>;

export const findStaff = (db: Database, id: string): Promise<StaffRow | undefined> =>
  db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst();

export const staffOf = (db: Database, vendor: string): Promise<StaffRow[]> =>
  db
    .selectFrom('staff')
    .selectAll()
    .where('vendor', '=', vendor)
    .where('active', '=', 1)
    .orderBy('created_at')
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
