import {
  type Id,
  newId,
  requestCodeBytes,
  requestCodeDigits,
  requestCodeFields,
  won,
} from '@kumoh-pay/domain';
import { beforeAll, expect, test } from 'vitest';
import { signedOrder } from '../../../chaincode/test/hand.ts';
import { dayFigures } from '../counter/day-figures.ts';
import { type BasketLine, basketOf, keepBasket } from '../counter/store.ts';
import type { Database } from '../db/index.ts';
import { accountSigns, openTestCampus, type TestCampus, terminalSigns } from '../order/test-campus.ts';
import { findSale } from '../wallet/store.ts';

let db: Database;
let campus: TestCampus;
beforeAll(async () => {
  const opened = await openTestCampus();
  ({ db, campus } = opened);
  return opened.close;
});

test("a shop that charges under the id of another shop's charge stops nobody's screens, and refunds its own", async () => {
  const one = await campus.shopAndMember();
  const other = await campus.shopAndMember();
  const ledger = campus.money.ledgerName;
  const soup = [{ item: null, name: '국밥', won: won(3_000), quantity: 1 }];
  const bread = [{ item: null, name: '빵', won: won(1_000), quantity: 2 }];
  const { order } = campus.charge(other.vendor, other.terminal, other.member, 2_000);
  const fields = requestCodeFields({
    charge: order.id,
    terminal: one.terminal.id,
    amount: won(3_000),
    expiresSeconds: Math.floor(campus.now / 1_000) + 120,
  });
  const request = requestCodeDigits(fields, one.terminal.hand.sign(requestCodeBytes(ledger, fields)));
  const payBody = { account: one.member.id, request };
  const pay = signedOrder(ledger, 'pay', payBody, campus.now, [accountSigns(one.member)], { id: order.id });
  await sold(one, order.id, 'cashier of one', soup);
  await sold(other, order.id, 'cashier of the other', bread);
  expect(await campus.money.submitOrder(pay)).toMatchObject({ state: 'committed' });
  const signatures = [other.terminal.hand.signOrder(ledger, order, 'terminal', other.terminal.id)];
  expect(await campus.money.submitOrder({ order, signatures })).toMatchObject({ state: 'committed' });
  await campus.done(
    'refund',
    { vendor: other.vendor, terminal: other.terminal.id, charge: order.id, amount: won(2_000) },
    [terminalSigns(other.terminal)],
  );
  await campus.money.indexed(5_000);
  expect((await campus.money.health()).projectionLag).toBe(0);
  expect(await campus.money.saleOf(one.vendor, order.id)).toMatchObject({
    sale: { amount: 3_000, refunded: 0 },
    refunds: [],
  });
  expect(await campus.money.saleOf(other.vendor, order.id)).toMatchObject({
    sale: { amount: 2_000, refunded: 2_000 },
    refunds: [{ amount: 2_000 }],
  });
  expect(await findSale(db, one.vendor, order.id)).toEqual({ amount: 3_000, refunded: 0 });
  expect(await findSale(db, other.vendor, order.id)).toEqual({ amount: 2_000, refunded: 2_000 });
  expect(await basketOf(db, one.vendor, order.id)).toEqual(soup);
  expect(await basketOf(db, other.vendor, order.id)).toEqual(bread);
  expect(await dayFigures(db, one.vendor, 1)).toMatchObject({
    items: [{ name: '국밥', quantity: 1, won: 3_000 }],
    staff: [{ name: 'cashier of one', charges: 1, won: 3_000 }],
  });
  expect(await dayFigures(db, other.vendor, 1)).toMatchObject({
    items: [{ name: '빵', quantity: 2, won: 2_000 }],
    staff: [{ name: 'cashier of the other', charges: 1, won: 2_000 }],
  });
});

/** What the counter keeps before it sends a charge. */
async function sold(
  { vendor, terminal }: Awaited<ReturnType<TestCampus['shopAndMember']>>,
  charge: Id,
  name: string,
  basket: readonly BasketLine[],
): Promise<void> {
  const staff = newId();
  const row = { id: staff, vendor, name, role: 'cashier' as const, pin_hash: '', active: 1, created_at: 0 };
  await db.insertInto('staff').values(row).execute();
  await keepBasket(db, { charge, vendor, terminal: terminal.id, staff, at: campus.now }, basket);
}
