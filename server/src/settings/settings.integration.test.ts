import { createTestDatabase, type TestDatabase } from '@kumoh-pay/command/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, migrate, openDatabase } from '../db/index.ts';
import { changeSettings, readSettings } from './settings.ts';

let own: TestDatabase;
let db: Database;
beforeAll(async () => {
  own = await createTestDatabase();
  await migrate(own.databaseOwnerUrl);
  db = openDatabase(own.databaseUrl);
});
afterAll(async () => {
  await db.destroy();
  await own.drop();
});

test('of twenty officers who save at once each waits for the one before, and none is turned away', async () => {
  const save = (outageBanner: string) =>
    // Without the second tries of `transaction`: they would hide a conflict.
    db.transaction().execute((tx) => changeSettings(tx, { outageBanner }));
  await save('처음');
  const banners = Array.from({ length: 20 }, (_, place) => `공지 ${place}`);
  const saved = await Promise.all(banners.map(save));
  const last = (await readSettings(db)).outageBanner;
  // What each found is what another left: nobody's change went unseen.
  expect([...saved.map(({ before }) => before.outageBanner), last].sort()).toEqual(
    ['처음', ...banners].sort(),
  );
});
