import { createTestDatabase, type TestDatabase } from '@kumoh-pay/command/test-database.ts';
import { requestCodeBytes, requestCodeDigits, requestCodeFields, won } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedOrder } from '../../../chaincode/test/hand.ts';
import { type Database, migrate, openDatabase } from '../db/index.ts';
import { accountSigns, TestCampus, terminalSigns } from '../order/test-campus.ts';

let database: TestDatabase;
let db: Database;
let campus: TestCampus;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.databaseOwnerUrl);
  db = openDatabase(database.databaseUrl);
  campus = await TestCampus.open(db);
});
afterAll(async () => {
  await campus?.end();
  await db?.destroy();
  await database?.drop();
});

test("a shop that charges under the id of another shop's charge stops nobody's screens, and refunds its own", async () => {
  const one = await campus.shopAndMember();
  const other = await campus.shopAndMember();
  const ledger = campus.money.ledgerName;
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
});
