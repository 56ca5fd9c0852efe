import {
  addDays,
  dayMs,
  type Id,
  isBounced,
  minuteMs,
  resultSchemas,
  seoulDay,
  seoulDayStart,
} from '@kumoh-pay/domain';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../db/index.ts';
import type { SubmitAnswer } from '../money.ts';
import { openTestCampus, type Person, type TestCampus, terminalSigns } from '../order/test-campus.ts';
import { closingPreview } from './closing.ts';

let db: Database;
let campus: TestCampus;
let programme: Id;

beforeAll(async () => {
  const opened = await openTestCampus();
  ({ db, campus } = opened);
  programme = await campus.programme();
  return opened.close;
});

async function membersWith(count: number, won: number): Promise<Person[]> {
  const members = await Promise.all(Array.from({ length: count }, () => campus.member()));
  await campus.issue(programme, members, won);
  return members;
}
const sealBy = (terminal: Person, vendor: Id, day: number) =>
  campus.money.submitOrder(campus.sign('sealDay', { vendor, day }, [terminalSigns(terminal)]));
/** The business day that a charge has landed in. */
function dayOf(answer: SubmitAnswer): number {
  if (answer.state !== 'committed') throw new Error(`not charged: ${JSON.stringify(answer)}`);
  const sale = resultSchemas.charge.parse(answer.result);
  if (isBounced(sale)) throw new Error('bounced');
  return sale.day;
}
async function counted(vendor: Id, day: number) {
  const settlement = async () => campus.money.settlementOf(vendor, day);
  await expect.poll(async () => (await settlement())?.state, { timeout: 20_000 }).toBe('counted');
  return settlement();
}
const grossOf = (settlement: Awaited<ReturnType<typeof counted>>) =>
  settlement?.programmes.reduce((sum, { gross }) => sum + gross, 0) ?? 0;

it('while charges arrive at two terminals, both close at once: one closing counts, and each charge is in exactly one settlement', async () => {
  const vendor = await campus.vendor();
  const terminals = [await campus.terminal(vendor), await campus.terminal(vendor)];
  const members = await membersWith(40, 5_000);
  const charges = members.map((member, place) => {
    const terminal = terminals[place % 2];
    if (!terminal) throw new Error('two terminals');
    return campus.charge(vendor, terminal, member, 1_000 + place);
  });
  const early = charges.slice(0, 20).map((charge) => campus.money.submitOrder(charge));
  await Promise.race(early);
  const seals = terminals.map((terminal) => sealBy(terminal, vendor, 1));
  const late = charges.slice(20).map((charge) => campus.money.submitOrder(charge));
  const days = (await Promise.all([...early, ...late])).map(dayOf);
  const sealed = await Promise.all(seals);
  expect(sealed.map(({ state }) => state).sort()).toEqual(['committed', 'refused']);
  expect(sealed.find(({ state }) => state === 'refused')).toMatchObject({ code: 'DAY_MOVED_ON' });

  const first = await counted(vendor, 1);
  campus.aheadMs += 6 * minuteMs;
  const [one] = terminals;
  if (one) expect(await sealBy(one, vendor, 2)).toMatchObject({ state: 'committed' });
  const second = await counted(vendor, 2);
  const wonOf = (day: number) => days.reduce((sum, at, place) => sum + (at === day ? 1_000 + place : 0), 0);
  expect(days.every((day) => day === 1 || day === 2)).toBe(true);
  expect([first?.charges, second?.charges]).toEqual(
    [1, 2].map((day) => days.filter((at) => at === day).length),
  );
  expect([grossOf(first), grossOf(second)]).toEqual([wonOf(1), wonOf(2)]);
});

it('a day without sales is closed, the same order again is the same day, and so is the next one', async () => {
  const vendor = await campus.vendor();
  const terminal = await campus.terminal(vendor);
  const seal = campus.sign('sealDay', { vendor, day: 1 }, [terminalSigns(terminal)]);
  const answers = [await campus.money.submitOrder(seal), await campus.money.submitOrder(seal)];
  expect(answers.map(({ state }) => state)).toEqual(['committed', 'committed']);
  expect(await counted(vendor, 1)).toMatchObject({ charges: 0, net: 0 });
  // At once it is a slip of the finger; a little later it is meant.
  expect(await sealBy(terminal, vendor, 2)).toMatchObject({ state: 'refused', code: 'SEALED_JUST_NOW' });
  campus.aheadMs += 6 * minuteMs;
  expect(await sealBy(terminal, vendor, 2)).toMatchObject({ state: 'committed' });
  expect(await counted(vendor, 2)).toMatchObject({ charges: 0, net: 0 });
});

it('a charge of which nobody knows yet is named before closing, lands behind it, and is in the next settlement alone', async () => {
  const vendor = await campus.vendor();
  const terminal = await campus.terminal(vendor);
  const [known, doubtful] = await membersWith(2, 5_000);
  if (!known || !doubtful) throw new Error('two members');
  expect(dayOf(await campus.money.submitOrder(campus.charge(vendor, terminal, known, 2_000)))).toBe(1);
  const signed = campus.charge(vendor, terminal, doubtful, 3_000);
  // As a server leaves it that was killed between the row and the ledger.
  await db
    .insertInto('order_attempt')
    .values({
      order_id: signed.order.id,
      type: 'charge',
      part: 0,
      state: 'unknown',
      digest: '0'.repeat(64),
      code: null,
      detail: null,
      result: null,
      signed: JSON.stringify(signed),
      received_at: campus.now,
      settled_at: null,
    })
    .execute();
  await db
    .insertInto('terminal')
    .values({
      id: terminal.id,
      vendor,
      name: '1번 계산대',
      state: 'paired',
      public_key: terminal.hand.publicKey,
      paired_at: campus.now,
    })
    .execute();
  const preview = await closingPreview({ db, money: campus.money }, vendor);
  expect(preview.doubtful).toMatchObject([{ charge: signed.order.id, amount: 3_000 }]);
  expect(await sealBy(terminal, vendor, 1)).toMatchObject({ state: 'committed' });
  await db.deleteFrom('order_attempt').where('order_id', '=', signed.order.id).execute();
  expect(dayOf(await campus.money.submitOrder(signed))).toBe(2);
  expect(await counted(vendor, 1)).toMatchObject({ charges: 1 });
  campus.aheadMs += 6 * minuteMs;
  expect(await sealBy(terminal, vendor, 2)).toMatchObject({ state: 'committed' });
  expect(grossOf(await counted(vendor, 2))).toBe(3_000);
});

it('Friday’s sales that are closed after midnight are dated Friday, also when the tablet’s clock is wrong', async () => {
  const vendor = await campus.vendor();
  const terminal = await campus.terminal(vendor);
  const [before, after] = await membersWith(2, 5_000);
  if (!before || !after) throw new Error('two members');
  const friday = comingFriday(campus.now);
  const saturday = seoulDayStart(addDays(friday, 1));
  campus.aheadMs = saturday - minuteMs - Date.now();
  const onFriday = campus.charge(vendor, terminal, before, 1_000);
  expect(dayOf(await campus.money.submitOrder(onFriday))).toBe(1);
  campus.aheadMs = saturday + 2 * minuteMs - Date.now();
  // The tablet still has Friday, eight minutes late; what it signs is fresh, and says nothing about the day.
  const real = campus.aheadMs;
  campus.aheadMs -= 8 * minuteMs;
  const slowClock = campus.sign('sealDay', { vendor, day: 1 }, [terminalSigns(terminal)]);
  campus.aheadMs = real;
  expect(seoulDay(slowClock.order.at)).toBe(friday);
  expect(await campus.money.submitOrder(slowClock)).toMatchObject({ state: 'committed' });
  const settled = await counted(vendor, 1);
  expect(seoulDay(settled?.first ?? 0)).toBe(friday);
  expect(seoulDay(settled?.sealedAt ?? 0)).toBe(addDays(friday, 1));
  // Eleven minutes: a clock that is that wrong closes nothing.
  expect(dayOf(await campus.money.submitOrder(campus.charge(vendor, terminal, after, 1_000)))).toBe(2);
  campus.aheadMs = real + 10 * minuteMs;
  const now = campus.aheadMs;
  campus.aheadMs -= 11 * minuteMs;
  const tooSlow = campus.sign('sealDay', { vendor, day: 2 }, [terminalSigns(terminal)]);
  campus.aheadMs = now;
  expect(await campus.money.submitOrder(tooSlow)).toMatchObject({ state: 'refused' });
});

function comingFriday(nowMs: number): string {
  for (let ahead = 1; ; ahead++) {
    const day = seoulDay(nowMs + ahead * dayMs);
    if (new Date(seoulDayStart(day) + dayMs / 2).getUTCDay() === 5) return day;
  }
}
