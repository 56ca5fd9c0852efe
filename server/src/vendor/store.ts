import type { Selectable } from 'kysely';
import type { Database } from '../db/index.ts';
import type { VendorTables } from './tables.ts';

export type VendorRow = Selectable<VendorTables['vendor']>;

export const findVendor = (db: Database, id: string): Promise<VendorRow | undefined> =>
  db.selectFrom('vendor').selectAll().where('id', '=', id).executeTakeFirst();

export const listVendorRows = (db: Database): Promise<VendorRow[]> =>
  db.selectFrom('vendor').selectAll().orderBy('name').execute();

export const saveVendorRow = (db: Database, row: VendorRow) => {
  const { id: _, created_at: __, ...change } = row;
  return db.insertInto('vendor').values(row).onDuplicateKeyUpdate(change).execute();
};

export const savePayee = (db: Database, row: Selectable<VendorTables['payee']>) =>
  db.insertInto('payee').values(row).execute();

export const findPayee = (db: Database, commitment: string) =>
  db.selectFrom('payee').select(['vendor', 'sealed']).where('commitment', '=', commitment).executeTakeFirst();
