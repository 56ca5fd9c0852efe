import { newId } from '@kumoh-pay/domain';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/index.ts';
import { openTestDb } from '../db/test-db.ts';
import { compareRoster, importRoster } from './roster.ts';
import { findRosterRow, searchRoster } from './store.ts';

let db: Database;
beforeAll(async () => {
  const opened = await openTestDb();
  ({ db } = opened);
  return opened.close;
});

const lines = (...names: [string, string][]) =>
  names.map(([number, name]) => `${number},${name},s${number}@kumoh.ac.kr`).join('\n');
const numbers = (entries: { studentNumber: string }[]) => entries.map((one) => one.studentNumber);

describe('a new roster', () => {
  it('shows who joined, left and changed, before and while it is done, and the same one again shows nobody', async () => {
    const officer = newId();
    await importRoster(
      db,
      lines(['20260001', '김민수'], ['20260002', '이서연'], ['20260003', '최지우']),
      officer,
      1,
    );
    const next = lines(['20260001', '김민수'], ['20260002', '이서윤'], ['20260004', '한지민']);
    for (const work of [() => compareRoster(db, next), () => importRoster(db, next, officer, 2)]) {
      const change = await work();
      if (!change.ok) throw new Error(change.code);
      const { joined, left, changed, unchanged } = change.value;
      expect([numbers(joined), numbers(left), changed.map((one) => one.after.name), unchanged]).toEqual([
        ['20260004'],
        ['20260003'],
        ['이서윤'],
        1,
      ]);
    }
    const again = await importRoster(db, next, officer, 3);
    expect(again).toMatchObject({ ok: true, value: { joined: [], left: [], changed: [], unchanged: 3 } });
    expect(await findRosterRow(db, '20260003')).toBeUndefined();
    expect(await db.selectFrom('audit_entry').select('act').execute()).toHaveLength(3);
  });

  it('with a line that cannot be read removes nobody', async () => {
    const change = await importRoster(db, `${lines(['20260001', '김민수'])}\nbroken`, newId(), 4);
    expect(change).toMatchObject({ ok: true, value: { left: [], bad: [{ line: 2 }] } });
    expect(await findRosterRow(db, '20260004')).toBeDefined();
  });

  it('is found by number or name, and % is a letter like any other', async () => {
    expect((await searchRoster(db, '민수', '', 10)).map((row) => row.student_number)).toEqual(['20260001']);
    expect((await searchRoster(db, '2026', '20260001', 1)).map((row) => row.student_number)).toEqual([
      '20260002',
    ]);
    expect(await searchRoster(db, '%', '', 10)).toEqual([]);
  });
});
