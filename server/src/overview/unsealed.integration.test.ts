import { hourMs } from '@kumoh-pay/domain';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../db/index.ts';
import { openTestCampus, type TestCampus, terminalSigns } from '../order/test-campus.ts';
import { unsealedVendors } from './unsealed.ts';

let db: Database;
let campus: TestCampus;
let shop: Awaited<ReturnType<TestCampus['shopAndMember']>>;

beforeAll(async () => {
  const opened = await openTestCampus();
  ({ db, campus } = opened);
  shop = await campus.shopAndMember();
  // A shop that has never sold anything has nothing to seal.
  await campus.vendor();
  return opened.close;
});
const sell = async () => {
  const { vendor, terminal, member } = shop;
  await campus.money.submitOrder(campus.charge(vendor, terminal, member, 3_000));
  await campus.money.indexed(5_000);
};
const afterHours = (hours: number) => unsealedVendors(db, campus.now + hours * hourMs);

it('names a vendor whose day is open for more than 30 hours since its first sale, and since when', async () => {
  await sell();
  await sell();
  const first = await db.selectFrom('sale').select('at').orderBy('at').executeTakeFirstOrThrow();
  expect(await afterHours(29)).toEqual([]);
  expect(await afterHours(31)).toEqual([{ vendor: shop.vendor, day: 1, since: first.at }]);
});

it('says nothing of it once the day is sealed, until something is sold on the next', async () => {
  const { vendor, terminal } = shop;
  await campus.money.submitOrder(campus.sign('sealDay', { vendor, day: 1 }, [terminalSigns(terminal)]));
  await campus.money.indexed(5_000);
  expect(await afterHours(31)).toEqual([]);
  await sell();
  expect(await afterHours(31)).toMatchObject([{ vendor, day: 2 }]);
});
