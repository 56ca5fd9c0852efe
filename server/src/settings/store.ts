import type { Database } from '../db/index.ts';

export const readSettingRows = (db: Database) => db.selectFrom('setting').select(['name', 'value']).execute();

/** For whoever is about to change them: the next one waits until this transaction is over. */
export const lockSettingRows = (tx: Database) =>
  tx.selectFrom('setting').select(['name', 'value']).forUpdate().execute();

export const saveSetting = (db: Database, name: string, value: string) =>
  db.insertInto('setting').values({ name, value }).onDuplicateKeyUpdate({ value }).execute();
