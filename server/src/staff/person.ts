import type { Database } from '../db/index.ts';
import { findStaff } from './store.ts';
import type { StaffRole } from './tables.ts';

/** Who has unlocked a terminal. */
export interface StaffPerson {
  id: string;
  vendor: string;
  name: string;
  role: StaffRole;
}

export async function staffPerson(db: Database, id: string): Promise<StaffPerson | null> {
  const staff = await findStaff(db, id);
  return staff?.active ? { id, vendor: staff.vendor, name: staff.name, role: staff.role } : null;
}
