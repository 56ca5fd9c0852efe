import { minuteMs, type SignedOrder, seoulDay, seoulDayStart } from '@kumoh-pay/domain';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../db/index.ts';
import { openTestCampus, type Person, type TestCampus, terminalSigns } from '../order/test-campus.ts';
import { closingDue, closingMinuteOf, saveClosingMinute, sealAtHour } from './closing-hour.ts';

let db: Database;
let campus: TestCampus;
let vendor: string;
let terminal: Person;

beforeAll(async () => {
  const opened = await openTestCampus();
  ({ db, campus } = opened);
  const shop = await campus.shopAndMember();
  ({ vendor, terminal } = shop);
  await campus.money.submitOrder(campus.charge(vendor, terminal, shop.member, 3_000));
  await campus.money.indexed(5_000);
  return opened.close;
});

const parts = () => ({ db, money: campus.money, now: () => campus.now });
const sealOf = (day: number) =>
  campus.sign('sealDay', { vendor, day }, [terminalSigns(terminal)]) as SignedOrder<'sealDay'>;
const at = () => ({ id: terminal.id, vendor });

it('closes by itself only at the hour that was set, and only once', async () => {
  const { day, due } = await closingDue(parts(), vendor);
  expect(due).toBe(false);
  expect(await sealAtHour(parts(), at(), sealOf(day))).toMatchObject({ code: 'NOT_AUTHORISED' });
  const soon = Math.floor((campus.now - seoulDayStart(seoulDay(campus.now))) / minuteMs + 2) % 1_440;
  await saveClosingMinute(parts(), { actor: 'staff.test', vendor }, soon);
  expect(await closingMinuteOf(db, vendor)).toBe(soon);
  expect((await closingDue(parts(), vendor)).due).toBe(false);
  campus.aheadMs = 3 * minuteMs;
  expect((await closingDue(parts(), vendor)).due).toBe(true);
  expect(await sealAtHour(parts(), at(), sealOf(day))).toMatchObject({
    ok: true,
    value: { day, state: 'sealed' },
  });
  expect((await closingDue(parts(), vendor)).due).toBe(false);
  expect(await sealAtHour(parts(), at(), sealOf(day + 1))).toMatchObject({ ok: false });
});

it('says when a day with a sale was left open for more than 30 hours', async () => {
  const member = await campus.member();
  const programme = await campus.programme();
  await campus.issue(programme, [member], 5_000);
  await campus.money.submitOrder(campus.charge(vendor, terminal, member, 1_000));
  await campus.money.indexed(5_000);
  expect((await closingDue(parts(), vendor)).overdue).toBe(false);
  const later = { ...parts(), now: () => campus.now + 31 * 60 * minuteMs };
  expect((await closingDue(later, vendor)).overdue).toBe(true);
});
