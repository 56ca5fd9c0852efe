import { newId } from '@kumoh-pay/domain';
import { beforeEach, expect, test } from 'vitest';
import type { Sale } from './sale.svelte.ts';
import { type FakeDoor, openTestSale, payCode, settled } from './test-sale-door.ts';

/** What a slow answer finds when it comes: the counter has gone on. */
let door: FakeDoor;
let sale: Sale;
let arm: (amount: number) => void;
let go: () => void;
beforeEach(() => {
  ({ door, sale, arm } = openTestSale());
  ({ promise: door.gate, resolve: go } = Promise.withResolvers<void>());
});

test('a request that nothing has come before is shown, for the amount that was armed', async () => {
  arm(3_000);
  const asked = sale.request();
  go();
  await asked;
  expect(sale.stage).toMatchObject({ is: 'request', amount: 3_000 });
  expect(door.keptRequests).toHaveLength(1);
});

test('a charge that the camera begins while a request is being signed stays on the screen', async () => {
  arm(3_000);
  const asked = sale.request();
  sale.scanned(payCode());
  go();
  await asked;
  await settled();
  expect(sale.stage).toMatchObject({ is: 'paid', amount: 3_000 });
  expect(door.keptRequests).toEqual([]);
});

test('an amount that is changed while a request is being signed is not asked for', async () => {
  arm(3_000);
  const asked = sale.request();
  sale.entry.press('0');
  go();
  await asked;
  expect(sale.stage.is).toBe('typing');
  expect(door.keptRequests).toEqual([]);
});

test('a number whose code comes late does not pay the amount of the next customer', async () => {
  door.codeOfNumber = payCode(newId());
  arm(3_000);
  const asked = sale.number('12345678');
  arm(4_000);
  go();
  await asked;
  await settled();
  expect([door.sent, sale.note]).toEqual([[], 'ARM_FIRST']);
});

test('a number whose code comes after another customer has paid charges nobody', async () => {
  door.codeOfNumber = payCode(newId());
  arm(3_000);
  sale.armRush();
  const asked = sale.number('12345678');
  sale.scanned(payCode());
  await settled();
  go();
  await asked;
  await settled();
  expect(door.sent).toHaveLength(1);
  expect(sale.stage.is).toBe('paid');
});
