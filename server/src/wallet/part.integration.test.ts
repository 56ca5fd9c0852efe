import { type Id, newId } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { openTrade } from '../../test/counter-orders.ts';
import { value } from '../../test/founding.ts';
import type { Student } from '../../test/member.ts';
import { chargeBy, payCodeBy, type Shop } from '../../test/shop.ts';
import { hear } from '../../test/stream.ts';
import { linkPart, wholeOf } from './part.ts';

let campus: Campus;
let kim: Student;
let shop: Shop;
beforeAll(async () => {
  campus = await openCampus();
  ({ kim, shop } = await openTrade(campus));
});
afterAll(() => campus.stop());

/** 200,000 won are there. */
async function shortfall(): Promise<Id> {
  for (const amount of [90_000, 90_000])
    value(await chargeBy(shop, payCodeBy(kim, shop.ledgerName, 200_000), amount));
  const charge = newId();
  const answer = await chargeBy(shop, payCodeBy(kim, shop.ledgerName, 200_000), 27_000, charge);
  expect(answer).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
  return charge;
}

it('lets the member name the part after a shortfall, which the counter hears of and charges', async () => {
  const live = await hear(shop.browser, 'sale.live');
  const refused = await shortfall();
  const offer = (amount: number) => kim.wallet.money.offerPart.mutate({ charge: refused, amount });
  // The phone hears of the refusal a moment after the counter.
  const part = () => kim.wallet.money.part.query({ charge: refused });
  await expect.poll(part).toEqual({ of: 27_000, available: 20_000 });
  expect(await offer(20_001)).toMatchObject({ code: 'NOT_TAKEN_HERE' });
  expect(value(await offer(20_000))).toEqual({ of: 27_000, rest: 7_000 });
  expect(await live.until('"is":"part"')).toMatchObject({ charge: refused, amount: 20_000, of: 27_000 });
  live.end();
  const charge = newId();
  expect(await linkPart(campus.db, shop.vendor, refused, charge)).toBe(true);
  value(await chargeBy(shop, payCodeBy(kim, shop.ledgerName, 20_000), 20_000, charge));
  expect(await wholeOf(campus.db, shop.vendor, charge)).toBe(27_000);
  const own = async () =>
    (await kim.wallet.money.home.query()).entries.find((entry) => entry.charge === charge);
  await expect.poll(own).toBeDefined();
  const sequence = (await own())?.sequence ?? 0;
  expect((await kim.wallet.money.receipt.query({ sequence }))?.whole).toBe(27_000);
});

it('takes no part of a charge that nobody refused this member', async () => {
  const charge = newId();
  expect(await kim.wallet.money.part.query({ charge })).toBeNull();
  expect(await kim.wallet.money.offerPart.mutate({ charge, amount: 1_000 })).toMatchObject({
    code: 'PART_OVER',
  });
});
