import { addDays, hourMs, seoulDay, seoulDayStart } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { found, value } from '../../test/founding.ts';
import { newStudent, rosterOf, type Student, signUp } from '../../test/member.ts';
import { issueTo, newProgramme } from '../../test/shop.ts';
import { readKeys } from '../keys/keys.ts';
import { openLog } from '../log.ts';
import { tellWhatEnds } from './ends-soon.ts';

let campus: Campus;
let kim: Student;
let lee: Student;
beforeAll(async () => {
  campus = await openCampus();
  const officers = await found(campus);
  kim = newStudent(campus, '20260001', '김민수');
  lee = newStudent(campus, '20260002', '이서연');
  value(await officers[0].console.roster.import.mutate({ text: rosterOf(kim, lee) }));
  await signUp(campus, kim);
  await signUp(campus, lee);
  const soon = await newProgramme(officers, '곧 끝나는 식권', { days: 7 });
  const late = await newProgramme(officers, '오래가는 식권', { days: 60 });
  await issueTo(officers[0], soon, kim.account, 5_000);
  await issueTo(officers[0], soon, lee.account, 5_000);
  await issueTo(officers[0], late, kim.account, 9_000);
  value(await lee.wallet.member.savePreferences.mutate({ endsNotice: false }));
});
afterAll(() => campus.stop());

/** A look at noon, so many days from today. */
async function lookAt(days: number, hour = 12): Promise<number> {
  const keys = await readKeys(`${campus.config.dataDirectory}/keys`);
  const now = seoulDayStart(addDays(seoulDay(Date.now()), days)) + hour * hourMs;
  const log = openLog({ write: () => undefined }, 'info');
  return tellWhatEnds({ db: campus.db, keys, log, now: () => now, mailWaiting: () => undefined });
}
const letters = async () => (await campus.db.selectFrom('outbox').select('id').execute()).length;

it('writes a week before the end and again on the day before, once each, and by day only', async () => {
  await expect.poll(async () => (await kim.wallet.money.home.query()).balance).toBe(14_000);
  const before = await letters();
  expect(await lookAt(0, 3)).toBe(0);
  expect(await lookAt(-1)).toBe(0);
  expect(await lookAt(0)).toBe(1);
  expect(await lookAt(0)).toBe(0);
  expect(await lookAt(4)).toBe(0);
  expect(await lookAt(6)).toBe(1);
  expect(await lookAt(7)).toBe(0);
  expect(await letters()).toBe(before + 2);
});
