import { type Id, newId } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, eventually } from '../../test/campus.ts';
import { openCampusOfTwo } from '../../test/campus-of-two.ts';
import { managerOf, refundOf } from '../../test/counter-orders.ts';
import { type Officer, value } from '../../test/founding.ts';
import type { Student } from '../../test/member.ts';
import { chargeBy, issueTo, newProgramme, openShop, payCodeBy, type Shop } from '../../test/shop.ts';
import { hear } from '../../test/stream.ts';

let campus: Campus;
let officers: [Officer, Officer];
let kim: Student;
let lee: Student;
let shop: Shop;
let other: Shop;

beforeAll(async () => {
  ({ campus, officers, kim, lee } = await openCampusOfTwo());
  shop = await openShop(campus, officers[0], '학생식당');
  other = await openShop(campus, officers[0], '카페');
  await issueTo(officers[0], await newProgramme(officers, '식권'), kim.account, 100_000);
});
afterAll(() => campus.stop());

/** A charge, and the entry that the payer's history shows of it. */
async function paid(amount: number): Promise<{ charge: Id; sequence: number }> {
  await new Promise((resolve) => setTimeout(resolve, 2));
  const charge = newId();
  value(await chargeBy(shop, payCodeBy(kim, shop.ledgerName, 100_000), amount, charge));
  const found = async () =>
    (await kim.wallet.money.home.query()).entries.find((entry) => entry.charge === charge);
  await expect.poll(found, { timeout: 3_000 }).toBeDefined();
  return { charge, sequence: (await found())?.sequence ?? 0 };
}
const wrong = (sequence: number, expected: number | null = 1_200) =>
  kim.wallet.dispute.open.mutate({
    sequence,
    reason: 'wrong-amount',
    expected,
    words: '1,200원인데 0이 하나 더 붙었어요',
  });

it('reaches the counter at once and masked, and the office by name', async () => {
  const live = await hear(shop.browser, 'sale.live');
  const { charge, sequence } = await paid(12_000);
  const opened = value(await wrong(sequence));
  expect(opened).toMatchObject({ charge, charged: 12_000, expected: 1_200, state: 'open', sequence });
  expect(await live.until('"is":"dispute"')).toEqual({ is: 'dispute', dispute: opened.id, charge });
  live.end();
  const [seen] = await shop.counter.dispute.list.query();
  expect(seen).toMatchObject({ id: opened.id, payer: '김*수', words: opened.words });
  expect(JSON.stringify(seen)).not.toContain('20260001');
  const [office] = await officers[0].console.dispute.list.query({ states: ['open'] });
  expect(office).toMatchObject({ id: opened.id, name: '김민수', studentNumber: '20260001' });
});

it('is one for a charge, nobody else’s, and of no charge that was paid back', async () => {
  const { charge, sequence } = await paid(3_000);
  const first = value(await wrong(sequence));
  expect(value(await wrong(sequence)).id).toBe(first.id);
  const input = { sequence, reason: 'other', expected: null, words: '' } as const;
  expect(await lee.wallet.dispute.open.mutate(input)).toMatchObject({ code: 'UNKNOWN_CHARGE' });
  expect(await lee.wallet.dispute.withdraw.mutate({ dispute: first.id })).toMatchObject({
    code: 'UNKNOWN_CHARGE',
  });
  expect(await wrong(sequence, 3_000)).toMatchObject({ code: 'REFUND_EXCEEDS_CHARGE' });
  value(await kim.wallet.dispute.withdraw.mutate({ dispute: first.id }));
  await refund(charge, 3_000);
  expect(await wrong(sequence)).toMatchObject({ code: 'REFUND_EXCEEDS_CHARGE' });
});

async function refund(charge: Id, amount: number): Promise<void> {
  const manager = await managerOf(shop);
  const signed = refundOf(shop, charge, amount);
  value(await shop.counter.sale.refund.mutate({ signed, reason: 'wrong-amount', manager }));
}

it('is answered by a refund, which is the ledger’s word', async () => {
  const { charge, sequence } = await paid(12_000);
  const { id } = value(await wrong(sequence));
  await refund(charge, 10_800);
  const own = async () => (await kim.wallet.dispute.list.query()).find((one) => one.id === id);
  await expect.poll(own).toMatchObject({ state: 'refunded', refunded: 10_800 });
  expect((await kim.wallet.money.receipt.query({ sequence }))?.dispute).toMatchObject({ state: 'refunded' });
});

it('is declined with a reason, which the member hears by mail and may take to the office', async () => {
  const { sequence } = await paid(4_000);
  const { id } = value(await wrong(sequence));
  const decline = (at: Shop) =>
    at.counter.dispute.decline.mutate({ dispute: id, answer: '두 그릇을 드셨습니다' });
  expect(await kim.wallet.dispute.takeToOffice.mutate({ dispute: id })).toMatchObject({
    code: 'DISPUTE_STATE',
  });
  expect(await decline(other)).toMatchObject({ code: 'UNKNOWN_CHARGE' });
  expect(value(await decline(shop))).toMatchObject({ state: 'declined', answer: '두 그릇을 드셨습니다' });
  expect(await decline(shop)).toMatchObject({ code: 'DISPUTE_STATE' });
  const letter = await eventually(() => campus.mails.mails().find((mail) => mail.subject.includes('이의')));
  expect(letter.text).toContain('두 그릇을 드셨습니다');
  expect(value(await kim.wallet.dispute.takeToOffice.mutate({ dispute: id })).state).toBe('office');
  const words = { dispute: id, answer: '영수증을 확인했고 결제가 맞습니다' };
  expect(value(await officers[0].console.dispute.close.mutate(words))).toMatchObject({ state: 'closed' });
  expect(await officers[0].console.dispute.close.mutate(words)).toMatchObject({ code: 'DISPUTE_STATE' });
});
