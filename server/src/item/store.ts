import type { Selectable } from 'kysely';
import type { Database } from '../db/index.ts';
import type { ItemTables } from './tables.ts';

export type ItemRow = Selectable<ItemTables['item']>;

export const findItem = (db: Database, id: string): Promise<ItemRow | undefined> =>
  db.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirst();

export const itemsOf = (db: Database, vendor: string): Promise<ItemRow[]> =>
  db.selectFrom('item').selectAll().where('vendor', '=', vendor).orderBy('place').orderBy('name').execute();

export const saveItemRow = (db: Database, row: ItemRow) => {
  const { id: _, vendor: __, ...change } = row;
  return db.insertInto('item').values(row).onDuplicateKeyUpdate(change).execute();
};
