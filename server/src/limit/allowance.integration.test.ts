import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/index.ts';
import { openTestDb } from '../db/test-db.ts';
import { allow, forgetTries, takeTry } from './allowance.ts';

let db: Database;
beforeAll(async () => {
  const opened = await openTestDb();
  ({ db } = opened);
  return opened.close;
});
const count = (answers: boolean[]) => answers.filter(Boolean).length;

describe('an allowance', () => {
  const rule = { burst: 3, everyMs: 1_000 };
  it('gives so many at once, however many ask at the same moment', async () => {
    const now = 1_000_000;
    // The first row of a name is a race of its own: many names, or it would be seen now and then.
    for (let name = 0; name < 20; name++) {
      const asked = Array.from({ length: 20 }, () => allow(db, ['a', `${name}`], rule, now));
      expect(count(await Promise.all(asked))).toBe(3);
    }
    expect(await allow(db, ['b'], rule, now)).toBe(true);
  });
  it('fills again by one after each pause, under steady traffic too, and never above its burst', async () => {
    let now = 2_000_000;
    for (let i = 0; i < 3; i++) expect(await allow(db, ['c'], rule, now)).toBe(true);
    let given = 0;
    for (let i = 0; i < 50; i++, now += 100) if (await allow(db, ['c'], rule, now)) given++;
    expect(given).toBe(4);
    now += 3_600_000;
    expect(count(await Promise.all(Array.from({ length: 9 }, () => allow(db, ['c'], rule, now))))).toBe(3);
  });
});

describe('tries', () => {
  const rule = { free: 2, firstWaitMs: 1_000, longestMs: 5_000 };
  it('wait longer after each further one, up to the longest, and are forgotten after a success', async () => {
    let now = 5_000_000;
    const waits: number[] = [];
    for (let i = 0; i < 6; i++) {
      expect(await takeTry(db, ['x'], rule, now)).toBe(true);
      let wait = 0;
      const row = await db
        .selectFrom('failed_tries')
        .select('wait_until')
        .orderBy('wait_until', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow();
      if (row.wait_until > now) {
        wait = row.wait_until - now;
        expect(await takeTry(db, ['x'], rule, row.wait_until - 1)).toBe(false);
        now = row.wait_until;
      }
      waits.push(wait);
    }
    expect(waits).toEqual([0, 1_000, 2_000, 4_000, 5_000, 5_000]);
    await forgetTries(db, ['x']);
    expect([await takeTry(db, ['x'], rule, now), await takeTry(db, ['x'], rule, now)]).toEqual([true, true]);
    expect(await takeTry(db, ['x'], rule, now)).toBe(false);
  });
  it('are counted one by one, however many are made at the same moment', async () => {
    for (let name = 0; name < 20; name++) {
      const made = Array.from({ length: 20 }, () => takeTry(db, [`${name}`], rule, 9_000_000));
      expect(count(await Promise.all(made))).toBe(2);
    }
  });
});
