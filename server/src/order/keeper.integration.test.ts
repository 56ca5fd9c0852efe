import { gatherAbove, newId } from '@kumoh-pay/domain';
import { pino } from 'pino';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../db/index.ts';
import { openTestDb } from '../db/test-db.ts';
import { Keeper } from './keeper.ts';

let db: Database;
beforeAll(async () => {
  const opened = await openTestDb();
  ({ db } = opened);
  return opened.close;
});

test('the keeper does not do again what is done and only not yet in the index', async () => {
  const account = newId();
  const notes = Array.from({ length: gatherAbove + 1 }, (_, sequence) => ({
    account,
    note: `${newId()}/${sequence}`,
    last_day: '2099-12-31',
    sequence,
  }));
  await db.insertInto('waiting_note').values(notes).execute();
  const submitted: string[] = [];
  const keeper = new Keeper({
    db,
    log: pino({ level: 'silent' }),
    now: Date.now,
    signAsEnroller: async (order) => ({ order, signatures: [] }),
    submit: async ({ order }) => {
      submitted.push(order.type);
      return { state: 'unknown' };
    },
    // The index comes up to the ledger, where the notes are folded in already.
    indexed: async () => {
      await db.deleteFrom('waiting_note').execute();
      keeper.look();
      if (looks++ > 0) void keeper.stop();
    },
  });
  let looks = 0;
  keeper.look();
  await expect.poll(() => looks).toBe(2);
  await keeper.stop();
  expect(submitted).toEqual([]);
});
