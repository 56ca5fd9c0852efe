import { addDays, hourMs, seoulDay, seoulDayStart } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Campus } from '../../test/campus.ts';
import { openCampusOfTwo } from '../../test/campus-of-two.ts';
import { value } from '../../test/founding.ts';
import type { Student } from '../../test/member.ts';
import { issueTo, newProgramme } from '../../test/shop.ts';
import { readKeys } from '../keys/keys.ts';
import { openLog } from '../log.ts';
import { tellWhatEnds } from './ends-soon.ts';

let campus: Campus;
let kim: Student;
let lee: Student;
beforeAll(async () => {
  const opened = await openCampusOfTwo();
  const { officers } = opened;
  ({ campus, kim, lee } = opened);
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
