import { dayMs, newId } from '@kumoh-pay/domain';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../db/index.ts';
import { openTestDb } from '../db/test-db.ts';
import { forgetOld } from './forget-old.ts';

let db: Database;
beforeAll(async () => {
  const opened = await openTestDb();
  ({ db } = opened);
  return opened.close;
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
