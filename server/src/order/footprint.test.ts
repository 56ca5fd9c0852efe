import { newId, type Order, type OrderOf, type OrderType, type SignedOrder, won } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { Hand } from '../../../chaincode/test/hand.ts';
import { conflict } from './conflict.ts';
import { footprintOf } from './footprint.ts';

const signed = <Type extends OrderType>(
  type: Type,
  body: OrderOf<Type>['body'],
  hints?: string[],
): SignedOrder => ({
  order: { type, id: newId(), body, at: 0 } as Order,
  signatures: [],
  ...(hints && { hints }),
});
const hand = new Hand();
const charge = (account: string, vendor: string, hints?: string[]) =>
  signed(
    'charge',
    { vendor, terminal: newId(), amount: won(1), code: hand.payCode('ledger', account, 1, 1_000) },
    hints,
  );
const meet = (a: SignedOrder, b: SignedOrder) => conflict(footprintOf(a), footprintOf(b));
const [kim = '', lee = '', shop = '', bakery = '', programme = ''] = Array.from({ length: 5 }, newId);
const until = 1;

test('two charges of one member meet; charges of two members in one shop do not', () => {
  expect(meet(charge(kim, shop), charge(kim, bakery))).toBe(true);
  expect(meet(charge(kim, shop), charge(lee, shop))).toBe(false);
});

test('a seal meets every order that writes to its vendor’s boxes, and no other vendor’s', () => {
  const seal = signed('sealDay', { vendor: shop, day: 1 });
  const refund = (vendor: string) =>
    signed('refund', { vendor, terminal: newId(), charge: newId(), amount: won(1) });
  const request = hand.requestCode('ledger', {
    charge: newId(),
    terminal: newId(),
    amount: 1,
    expiresSeconds: 1,
  });
  expect(meet(seal, charge(kim, shop))).toBe(true);
  expect(meet(seal, refund(shop))).toBe(true);
  expect(meet(seal, signed('pay', { account: kim, request }))).toBe(true);
  expect(meet(seal, charge(kim, bakery))).toBe(false);
  expect(meet(seal, refund(bakery))).toBe(false);
});

test('an issue does not meet charges; closing an account meets what may pay to it', () => {
  const issue = signed('issue', { until, programme, receivers: [{ account: kim, amount: won(1) }] });
  const close = signed('closeAccount', { account: kim, until, shown: '0'.repeat(64) });
  expect(meet(issue, charge(kim, shop))).toBe(false);
  expect(meet(close, issue)).toBe(true);
  expect(meet(close, charge(kim, shop))).toBe(true);
  expect(meet(close, signed('transfer', { from: lee, to: kim, amount: won(1) }))).toBe(true);
});

test('taking back meets the spending of those it takes from, and two issues of one programme meet', () => {
  const revoke = signed('revoke', { until, programme, receivers: [{ account: kim, amount: won(1) }] });
  const issue = () => signed('issue', { until, programme, receivers: [{ account: lee, amount: won(1) }] });
  expect(meet(revoke, charge(kim, shop))).toBe(true);
  expect(meet(revoke, charge(lee, shop))).toBe(false);
  expect(meet(issue(), issue())).toBe(true);
});

test('a void meets the charge that it stops', () => {
  const stopped = charge(kim, shop);
  expect(meet(stopped, signed('void', { type: 'charge', id: stopped.order.id, vendor: shop }))).toBe(true);
  expect(meet(stopped, signed('void', { type: 'charge', id: newId(), vendor: shop }))).toBe(false);
});

test('orders that fold the same note meet, and each hint costs calls', () => {
  const hint = `a.${kim}/t.${newId()}`;
  expect(meet(charge(lee, shop, [hint]), signed('gather', { account: kim }, [hint]))).toBe(true);
  expect(footprintOf(charge(lee, shop, [hint])).calls).toBeGreaterThan(footprintOf(charge(lee, shop)).calls);
});

test('orders that read a range say that they ride alone', () => {
  expect(footprintOf(signed('countDay', { vendor: shop, day: 1, boxes: [0] })).alone).toBe(true);
  expect(footprintOf(signed('sweepAccount', { account: kim })).alone).toBe(true);
  expect(footprintOf(charge(kim, shop)).alone).toBe(false);
});
