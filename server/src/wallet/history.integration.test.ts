import { newId, seoulDay, won } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Campus } from '../../test/campus.ts';
import { openCampusOfTwo } from '../../test/campus-of-two.ts';
import { type Officer, value } from '../../test/founding.ts';
import type { Student } from '../../test/member.ts';
import { chargeBy, issueTo, newProgramme, openShop, payCodeBy, type Shop } from '../../test/shop.ts';
import { newOrder } from '../../test/signer.ts';

let campus: Campus;
let officers: [Officer, Officer];
let kim: Student;
let lee: Student;
let shop: Shop;
let cafe: Shop;

beforeAll(async () => {
  ({ campus, officers, kim, lee } = await openCampusOfTwo());
  shop = await openShop(campus, officers[0], '학생식당');
  cafe = await openShop(campus, officers[0], '카페 느티나무');
  await issueTo(officers[0], await newProgramme(officers, '아침 식권', { days: 5 }), kim.account, 100_000);
  await pay(shop, 4_000);
  await pay(cafe, 2_500);
  const body = { from: kim.account, to: lee.account, amount: won(3_000) };
  const order = { ...newOrder('transfer', body), id: newId() };
  const signatures = [kim.signer.order(shop.ledgerName, 'account', kim.account, order)];
  value(await kim.wallet.money.send.mutate({ order, signatures }));
});
afterAll(() => campus.stop());

async function pay(at: Shop, amount: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2));
  value(await chargeBy(at, payCodeBy(kim, at.ledgerName, 50_000), amount));
}
const amountsOf = async (words: string) =>
  (await kim.wallet.money.history.query({ words })).entries.map(({ amount }) => amount);

it('finds entries by a part of a shop’s or voucher’s name, by an amount, and by a name as it is shown', async () => {
  await expect.poll(async () => (await kim.wallet.money.home.query()).entries.length).toBe(4);
  expect(await amountsOf('느티')).toEqual([-2_500]);
  expect(await amountsOf('아침')).toEqual([100_000]);
  expect(await amountsOf('4,000')).toEqual([-4_000]);
  expect(await amountsOf('4000원')).toEqual([-4_000]);
  expect(await amountsOf('이*연')).toEqual([-3_000]);
  expect(await amountsOf('%')).toEqual([]);
});

it('tells nobody whether a masked name is the one that was guessed', async () => {
  expect(await amountsOf('이서연')).toEqual([]);
});

it('names the months that there are, and goes on where a page has ended', async () => {
  expect(await kim.wallet.money.months.query()).toEqual([seoulDay(Date.now()).slice(0, 7)]);
  const all = (await kim.wallet.money.history.query({})).entries;
  const before = all[1]?.sequence;
  expect((await kim.wallet.money.history.query({ before })).entries).toEqual(all.slice(2));
});

it('shows each voucher’s remainder, last day and where it is taken', async () => {
  expect(await kim.wallet.money.vouchers.query()).toMatchObject([
    { name: '아침 식권', amount: 90_500, takenAt: null, transferable: true, state: 'now' },
  ]);
  expect(await lee.wallet.money.vouchers.query()).toMatchObject([{ amount: 3_000 }]);
});

it('gives a receipt’s proof as a file with what an independent check needs', async () => {
  const [entry] = (await kim.wallet.money.history.query({ words: '느티' })).entries;
  const receipt = await kim.wallet.money.receipt.query({ sequence: entry?.sequence ?? 0 });
  expect(receipt?.proof?.file).toMatchObject({
    ledger: shop.ledgerName,
    order: { type: 'charge', id: entry?.order },
    transactionId: receipt?.proof?.transaction,
    result: { amount: 2_500 },
  });
  expect(await lee.wallet.money.receipt.query({ sequence: entry?.sequence ?? 0 })).toBeNull();
});
