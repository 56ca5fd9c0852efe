import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@kumoh-pay/domain';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/index.ts';
import { openTestDb } from '../db/test-db.ts';
import { type Keys, readKeys } from '../keys/keys.ts';
import { openEnvelope } from '../mail/outbox.ts';
import { compareRoster, importRoster } from './roster.ts';
import { changesNotedAtOnce, joinedNotedMax } from './roster-note.ts';
import { findRosterRow, searchRoster } from './store.ts';

let db: Database;
let keys: Keys;
beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'kumoh-roster-'));
  const opened = await openTestDb();
  ({ db } = opened);
  keys = await readKeys(directory);
  return async () => {
    await opened.close();
    await rm(directory, { recursive: true });
  };
});

const lines = (...names: [string, string][]) =>
  names.map(([number, name]) => `${number},${name},s${number}@kumoh.ac.kr`).join('\n');
const numbers = (entries: { studentNumber: string }[]) => entries.map((one) => one.studentNumber);

describe('a new roster', () => {
  it('shows who joined, left and changed, before and while it is done, and the same one again shows nobody', async () => {
    const officer = newId();
    await importRoster(
      { db, keys },
      lines(['20260001', '김민수'], ['20260002', '이서연'], ['20260003', '최지우']),
      officer,
      1,
    );
    const next = lines(['20260001', '김민수'], ['20260002', '이서윤'], ['20260004', '한지민']);
    for (const work of [() => compareRoster(db, next), () => importRoster({ db, keys }, next, officer, 2)]) {
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
    const again = await importRoster({ db, keys }, next, officer, 3);
    expect(again).toMatchObject({ ok: true, value: { joined: [], left: [], changed: [], unchanged: 3 } });
    expect(await findRosterRow(db, '20260003')).toBeUndefined();
    expect(await db.selectFrom('audit_entry').select('act').execute()).toHaveLength(3);
  });

  it('with a line that cannot be read removes nobody', async () => {
    const change = await importRoster({ db, keys }, `${lines(['20260001', '김민수'])}\nbroken`, newId(), 4);
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

/** What the log says about the import at this time, entry by entry. */
const notes = async (at: number) => {
  const rows = await db.selectFrom('audit_entry').selectAll().where('at', '=', at).orderBy('id').execute();
  return rows.map((row) => ({
    before: JSON.parse(row.before_text ?? '{}'),
    after: JSON.parse(row.after_text ?? '{}'),
  }));
};
const many = (from: number, count: number, name: string) =>
  lines(...Array.from({ length: count }, (_, i): [string, string] => [String(from + i), name]));

describe('the audit log', () => {
  it('says who joined and left by a new roster, and what it changed from what to what', async () => {
    const moved = '20260001,김민수,stranger@kumoh.ac.kr';
    await importRoster(
      { db, keys },
      `${lines(['20260002', '이서윤'], ['20260004', '한지민'])}\n${moved}`,
      newId(),
      10,
    );
    await importRoster(
      { db, keys },
      lines(['20260001', '김민수'], ['20260002', '이서연'], ['20260005', '오나라']),
      newId(),
      11,
    );
    expect(await notes(11)).toEqual([
      {
        before: {
          changes: [
            { studentNumber: '20260001', mail: 'stranger@kumoh.ac.kr' },
            { studentNumber: '20260002', name: '이서윤' },
          ],
        },
        after: {
          joined: 1,
          left: 1,
          changed: 2,
          unchanged: 0,
          bad: 0,
          changes: [
            { studentNumber: '20260001', mail: 's20260001@kumoh.ac.kr' },
            { studentNumber: '20260002', name: '이서연' },
          ],
          numbersLeft: ['20260004'],
          numbersJoined: ['20260005'],
        },
      },
    ]);
  });

  it('hides no change behind many others, and is not filled by a new year', async () => {
    const count = changesNotedAtOnce + 1;
    await importRoster({ db, keys }, many(30_000_000, joinedNotedMax + 1, '신입생'), newId(), 20);
    const [joined, ...none] = await notes(20);
    expect([joined?.after.numbersJoined.length, none]).toEqual([joinedNotedMax, []]);
    await importRoster({ db, keys }, many(30_000_000, count, '재학생'), newId(), 21);
    const noted = await notes(21);
    const numbered = (list: 'changes' | 'numbersLeft') => noted.flatMap(({ after }) => after[list]).length;
    expect([numbered('changes'), numbered('numbersLeft')]).toEqual([count, joinedNotedMax + 1 - count]);
    expect(noted.flatMap(({ before }) => before.changes)).toHaveLength(count);
  });
});

it('whoever had the address until now is told that the roster has another', async () => {
  await importRoster({ db, keys }, lines(['20260001', '김민수'], ['20260002', '이서연']), newId(), 30);
  await db.deleteFrom('outbox').execute();
  await importRoster(
    { db, keys },
    '20260001,김민수,stranger@kumoh.ac.kr\n20260002,이서윤,s20260002@kumoh.ac.kr',
    newId(),
    31,
  );
  const letters = await db.selectFrom('outbox').select('letter').execute();
  expect(letters.map(({ letter }) => openEnvelope(keys, letter ?? Buffer.alloc(0)))).toEqual([
    { to: 's20260001@kumoh.ac.kr', letter: { kind: 'rosterMailChanged' } },
  ]);
});
