import { addDays, dayMs, type Id, seoulDay } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { found, type Officer } from '../../test/founding.ts';
import { enrol, newStudent, type Student } from '../../test/member.ts';
import { issueTo, newProgramme } from '../../test/shop.ts';
import { openTestDb } from '../db/test-db.ts';
import { emptyIndex } from '../index/rebuild.ts';
import { dayFlows } from './day-flow-store.ts';

let campus: Campus;
let park: Officer;
let kim: Student;
let programme: Id;
beforeAll(async () => {
  campus = await openCampus();
  const officers = await found(campus);
  [park] = officers;
  kim = newStudent(campus, '20260001', '김하나');
  await enrol(campus, park, kim);
  programme = await newProgramme(officers, '식권');
});
afterAll(() => campus.stop());

/** Vouchers, once the index has read of them. */
const give = async (amount: number) => {
  await issueTo(park, programme, kim.account, amount);
  await park.console.transaction.search.query({});
};
/** What was issued on the day of this test, as it is told some days after. */
const issuedToday = async (daysLater = 1) =>
  (await dayFlows(campus.db, Date.now() + daysLater * dayMs, 30))
    .filter(({ kind, day }) => kind === 'issue' && day === seoulDay(Date.now()))
    .reduce((sum, { won }) => sum + won, 0);

it('what comes into the index after its day is over is in that day', async () => {
  await give(1_000);
  expect(await issuedToday()).toBe(1_000);
  await give(500);
  expect(await issuedToday()).toBe(1_500);
  await give(20);
  expect(await issuedToday(3)).toBe(1_520);
  expect(await issuedToday(3)).toBe(1_520);
});

it('a past day is added up once, however much comes after it', async () => {
  const before = await issuedToday();
  const day = seoulDay(Date.now());
  await campus.db
    .updateTable('day_flow')
    .set({ won: before + 7 })
    .where('day', '=', day)
    .execute();
  expect(await issuedToday()).toBe(before + 7);
  // Long after: what was looked through is not looked through again.
  await campus.db
    .updateTable('checkpoint')
    .set((set) => ({ sequence: set('sequence', '+', 2_000) }))
    .execute();
  expect(await issuedToday()).toBe(before + 7);
  const looked = campus.db.selectFrom('day_flow_done').select('sequence').where('day', '=', day);
  expect((await looked.executeTakeFirstOrThrow()).sequence).toBeGreaterThan(2_000);
});

it('an index that is made anew makes the past days anew', async () => {
  const { db, close } = await openTestDb();
  const day = addDays(seoulDay(Date.now()), -1);
  await db.insertInto('day_flow').values({ day, vendor: '', kind: 'issue', won: 1, entries: 1 }).execute();
  await db.insertInto('day_flow_done').values({ day, sequence: 1 }).execute();
  await emptyIndex(db);
  expect(await db.selectFrom('day_flow').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('day_flow_done').selectAll().execute()).toEqual([]);
  await close();
});
