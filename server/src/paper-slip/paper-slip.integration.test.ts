import { dayMs, type Id, newId, type OrderOf, type SignedOrder } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Campus } from '../../test/campus.ts';
import { openCampusOfTwo } from '../../test/campus-of-two.ts';
import { voidOf } from '../../test/counter-orders.ts';
import { value } from '../../test/founding.ts';
import type { Student } from '../../test/member.ts';
import { issueTo, newProgramme, openShop, requestBy, type Shop } from '../../test/shop.ts';
import { newOrder } from '../../test/signer.ts';
import { hear } from '../../test/stream.ts';

let campus: Campus;
let kim: Student;
let lee: Student;
let shop: Shop;
let other: Shop;

beforeAll(async () => {
  const opened = await openCampusOfTwo();
  const { officers } = opened;
  ({ campus, kim, lee } = opened);
  shop = await openShop(campus, officers[0], '학생식당');
  other = await openShop(campus, officers[0], '카페');
  await issueTo(officers[0], await newProgramme(officers, '식권'), kim.account, 50_000);
  await shop.counter.paperSlip.print.mutate({ count: 40 });
});
afterAll(() => campus.stop());

const inDays = (days: number) => Math.floor((Date.now() + days * dayMs) / 1_000);
const slipOf = (
  number: number,
  studentNumber: string,
  amount: number,
  { charge = newId(), days = 7 } = {},
) => ({
  number,
  studentNumber,
  writtenAt: Date.now() - 3_600_000,
  request: requestBy(shop, amount, charge, inDays(days)),
});
const enter = (...slip: Parameters<typeof slipOf>) => shop.counter.paperSlip.enter.mutate(slipOf(...slip));
const line = async (number: number) =>
  (await shop.counter.paperSlip.list.query()).find((one) => one.number === number);
const asked = async (student: Student) => (await student.wallet.money.home.query()).paperSlips;

/** What the phone signs when its owner agrees. */
function consent(student: Student, charge: Id, request: string): SignedOrder & { order: OrderOf<'pay'> } {
  const order = { ...newOrder('pay', { account: student.account, request }), id: charge };
  return { order, signatures: [student.signer.order(shop.ledgerName, 'account', student.account, order)] };
}

it('refuses a number that was never printed, a student number of nobody, and too long a request', async () => {
  expect(await enter(41, '20260001', 4_500)).toMatchObject({ code: 'PAPER_SLIP_NUMBER' });
  expect(await enter(1, '20269999', 4_500)).toMatchObject({ code: 'UNKNOWN_MEMBER' });
  expect(await enter(1, '20260001', 4_500, { days: 8 })).toMatchObject({ code: 'BAD_ORDER' });
  expect(await other.counter.paperSlip.enter.mutate(slipOf(1, '20260001', 4_500))).toMatchObject({
    code: 'NOT_AUTHORISED',
  });
  expect(await asked(kim)).toEqual([]);
});

it('is asked for on the phone at once, and paid by its owner’s word alone', async () => {
  const live = await hear(kim.browser, 'money.live');
  const charge = newId();
  expect(value(await enter(2, '20260001', 4_500, { charge }))).toEqual({ payer: '김*수' });
  expect(await live.until('"is":"paperSlip"')).toEqual({ is: 'paperSlip', charge });
  live.end();
  expect(await line(2)).toMatchObject({ state: 'asked', amount: 4_500, payer: '김*수' });
  const [slip] = await asked(kim);
  expect(slip).toMatchObject({ vendorName: '학생식당', number: 2, amount: 4_500 });
  value(await kim.wallet.money.payRequest.mutate(consent(kim, charge, slip?.request ?? '')));
  await expect.poll(async () => (await line(2))?.state).toBe('paid');
  expect(await asked(kim)).toEqual([]);
});

it('stands once for a number, also when the answer was lost and the same comes again', async () => {
  const slip = slipOf(3, '20260001', 3_000);
  value(await shop.counter.paperSlip.enter.mutate(slip));
  value(await shop.counter.paperSlip.enter.mutate(slip));
  expect(await enter(3, '20260001', 9_000)).toMatchObject({ code: 'PAPER_SLIP_ENTERED' });
  expect(await line(3)).toMatchObject({ amount: 3_000 });
});

it('is declined by the member it named alone, and can be entered again once it was withdrawn', async () => {
  const charge = newId();
  value(await enter(4, '20260002', 2_000, { charge }));
  expect(await kim.wallet.paperSlip.decline.mutate({ charge })).toMatchObject({ code: 'UNKNOWN_CHARGE' });
  value(await lee.wallet.paperSlip.decline.mutate({ charge }));
  expect(await line(4)).toMatchObject({ state: 'declined' });
  expect(await asked(lee)).toEqual([]);
  expect(await enter(4, '20260001', 2_000)).toMatchObject({ code: 'PAPER_SLIP_ENTERED' });
  const back = voidOf(shop, charge, 'pay');
  expect(value(await shop.counter.paperSlip.withdraw.mutate({ signed: back }))).toEqual({ outcome: 'void' });
  expect(await line(4)).toBeUndefined();
  value(await enter(4, '20260001', 2_000));
  expect(await line(4)).toMatchObject({ state: 'asked', payer: '김*수' });
});

it('cannot be paid once it was withdrawn, and one that was paid meanwhile stays paid', async () => {
  const [gone, paid] = [newId(), newId()];
  value(await enter(5, '20260001', 1_000, { charge: gone }));
  value(await enter(6, '20260001', 1_500, { charge: paid }));
  const slips = await asked(kim);
  const requestOf = (charge: Id) => slips.find((one) => one.charge === charge)?.request ?? '';
  value(await shop.counter.paperSlip.withdraw.mutate({ signed: voidOf(shop, gone, 'pay') }));
  const late = consent(kim, gone, requestOf(gone));
  expect(await kim.wallet.money.payRequest.mutate(late)).toMatchObject({ code: 'ORDER_VOID' });
  value(await kim.wallet.money.payRequest.mutate(consent(kim, paid, requestOf(paid))));
  const back = await shop.counter.paperSlip.withdraw.mutate({ signed: voidOf(shop, paid, 'pay') });
  expect(value(back)).toEqual({ outcome: 'committed' });
  await expect.poll(async () => (await line(6))?.state).toBe('paid');
});

it('gives two tablets that print at once numbers of their own', async () => {
  const lasts = await Promise.all(
    [1, 2, 3, 4].map(async () => (await shop.counter.paperSlip.print.mutate({ count: 10 })).last),
  );
  expect(lasts.toSorted((a, b) => a - b)).toEqual([50, 60, 70, 80]);
});
