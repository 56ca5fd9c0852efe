import type { Database } from '../db/index.ts';

export const readSettingRows = (db: Database) => db.selectFrom('setting').select(['name', 'value']).execute();

export const saveSetting = (db: Database, name: string, value: string) =>
  db.insertInto('setting').values({ name, value }).onDuplicateKeyUpdate({ value }).execute();
