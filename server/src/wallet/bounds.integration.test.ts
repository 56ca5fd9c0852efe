import { type Id, newId, won } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Campus } from '../../test/campus.ts';
import { openCampusOfTwo } from '../../test/campus-of-two.ts';
import { type Officer, value } from '../../test/founding.ts';
import type { Student } from '../../test/member.ts';
import { issueTo, newProgramme, openShop, requestBy, type Shop } from '../../test/shop.ts';
import { newOrder, newSigner } from '../../test/signer.ts';

let campus: Campus;
let officers: [Officer, Officer];
let shop: Shop;
let kim: Student;
let lee: Student;

beforeAll(async () => {
  ({ campus, officers, kim, lee } = await openCampusOfTwo());
  shop = await openShop(campus, officers[0], '학생식당');
  await issueTo(officers[0], await newProgramme(officers, '식권'), kim.account, 450_000);
  await issueTo(officers[0], await newProgramme(officers, '식권'), lee.account, 50_000);
});
afterAll(() => campus.stop());

/** What the send screen is told. */
const sending = async (from: Student, to: Id) => {
  const { most, stoppedBy } = value(await from.wallet.money.receiver.query({ account: to }));
  return { most, stoppedBy };
};
const paying = async (from: Student, amount: number) =>
  value(await from.wallet.money.request.query({ request: requestBy(shop, amount) })).stoppedBy;

const send = (from: Student, to: Id, amount: number) => {
  const order = newOrder('transfer', { from: from.account, to, amount: won(amount) });
  const signatures = [from.signer.order(shop.ledgerName, 'account', from.account, order)];
  return from.wallet.money.send.mutate({ order, signatures });
};

it('says before the confirm that a sum is above the cap, and that the day’s cap is used up', async () => {
  await expect.poll(() => sending(kim, lee.account)).toEqual({ most: 100_000, stoppedBy: null });
  for (const amount of [100_000, 100_000, 60_000]) value(await send(kim, lee.account, amount));
  expect(await sending(kim, lee.account)).toEqual({ most: 40_000, stoppedBy: null });
  expect(await send(kim, lee.account, 40_001)).toMatchObject({ code: 'TRANSFER_CAP' });
  value(await send(kim, lee.account, 40_000));
  expect(await sending(kim, lee.account)).toEqual({ most: 0, stoppedBy: 'TRANSFER_CAP' });
  expect(await paying(kim, 100_001)).toBe('CHARGE_CAP');
  expect(await paying(kim, 100_000)).toBeNull();
});

it('says before the confirm what a phone that nobody has confirmed may not', async () => {
  lee.signer = newSigner();
  const order = newOrder('replaceKey', { account: lee.account, key: lee.signer.key });
  value(await lee.wallet.key.replace.mutate({ order, signatures: [], password: lee.password }));
  expect(await sending(lee, kim.account)).toEqual({ most: 0, stoppedBy: 'ACCOUNT_LIMITED' });
  expect(await paying(lee, 10_001)).toBe('LIMITED_CAP');
  const charge = newId();
  const pay = {
    ...newOrder('pay', { account: lee.account, request: requestBy(shop, 6_000, charge) }),
    id: charge,
  };
  const signatures = [lee.signer.order(shop.ledgerName, 'account', lee.account, pay)];
  value(await lee.wallet.money.payRequest.mutate({ order: pay, signatures }));
  expect(await paying(lee, 4_001)).toBe('LIMITED_CAP');
  expect(await paying(lee, 4_000)).toBeNull();
});

it('says before the confirm that a stopped wallet pays and sends nothing', async () => {
  value(await kim.wallet.key.freeze.mutate());
  expect(await sending(kim, lee.account)).toEqual({ most: 0, stoppedBy: 'ACCOUNT_SUSPENDED' });
  expect(await paying(kim, 100)).toBe('ACCOUNT_SUSPENDED');
});
