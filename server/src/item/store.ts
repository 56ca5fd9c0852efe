import type { Selectable } from 'kysely';
import type { Database } from '../db/index.ts';
import type { ItemTables } from './tables.ts';

export type ItemRow = Selectable<ItemTables['item']>;

export const findItem = (db: Database, id: string): Promise<ItemRow | undefined> =>
  db.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirst();

/** Held until the transaction ends: of two savers the second waits, and neither writes over a row it has not read. */
export const lockItem = (tx: Database, id: string): Promise<ItemRow | undefined> =>
  tx.selectFrom('item').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const itemsOf = (db: Database, vendor: string): Promise<ItemRow[]> =>
  db.selectFrom('item').selectAll().where('vendor', '=', vendor).orderBy('place').orderBy('name').execute();

/** When each picture of the vendor's was changed last: a terminal fetches those that it does not have. */
export async function pictureTimes(db: Database, vendor: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('item_picture')
    .innerJoin('item', 'item.id', 'item_picture.item')
    .select(['item_picture.item', 'changed_at'])
    .where('vendor', '=', vendor)
    .execute();
  return new Map(rows.map(({ item, changed_at }) => [item, changed_at]));
}

export const findPicture = (db: Database, vendor: string, item: string) =>
  db
    .selectFrom('item_picture')
    .innerJoin('item', 'item.id', 'item_picture.item')
    .select(['jpeg'])
    .where('item_picture.item', '=', item)
    .where('vendor', '=', vendor)
    .executeTakeFirst();

export async function savePictureRow(
  db: Database,
  item: string,
  jpeg: Buffer | null,
  changed_at: number,
): Promise<void> {
  if (jpeg === null) await db.deleteFrom('item_picture').where('item', '=', item).execute();
  else
    await db
      .insertInto('item_picture')
      .values({ item, jpeg, changed_at })
      .onDuplicateKeyUpdate({ jpeg, changed_at })
      .execute();
}

export const saveSoldOut = (db: Database, vendor: string, id: string, soldOut: boolean) =>
  db
    .updateTable('item')
    .set({ sold_out: soldOut ? 1 : 0 })
    .where('id', '=', id)
    .where('vendor', '=', vendor)
    .executeTakeFirst();

export const saveItemRow = (db: Database, row: ItemRow) => {
  const { id: _, vendor: __, ...change } = row;
  return db.insertInto('item').values(row).onDuplicateKeyUpdate(change).execute();
};
