import { createTestDatabase, type TestDatabase } from '@kumoh-pay/command/test-database.ts';
import { dayMs, newId } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, migrate, openDatabase } from '../db/index.ts';
import { forgetOld } from './forget-old.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.databaseOwnerUrl);
  db = openDatabase(database.databaseUrl);
});
afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

test('tries of a code that says it is from the future are forgotten a day after they came, and not before', async () => {
  const account = newId();
  const now = Date.now();
  const tried = (counter: number, at: number) => ({ account, counter, amounts: '1000', at });
  const rows = [tried(now + 365 * dayMs, now - 2 * dayMs), tried(now - 2 * dayMs, now)];
  await db.insertInto('pay_code_try').values(rows).execute();
  await forgetOld(db, now);
  expect(await db.selectFrom('pay_code_try').select('at').execute()).toEqual([{ at: now }]);
});
