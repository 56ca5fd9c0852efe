import { newId, ok, readPayCode, refuse } from '@kumoh-pay/domain';
import { beforeEach, expect, test } from 'vitest';
import type { Sale } from './sale.svelte.ts';
import { type FakeDoor, member, openTestSale, paid, payCode, settled } from './test-sale-door.ts';

let door: FakeDoor;
let sale: Sale;
let arm: (amount: number) => void;
beforeEach(() => {
  ({ door, sale, arm } = openTestSale());
});

test('a code that is shown while an amount is only being typed charges nothing', async () => {
  sale.entry.set(5);
  sale.scanned(payCode());
  await settled();
  expect(door.sent).toEqual([]);
  expect(sale.note).toBe('ARM_FIRST');
});

test('an amount that is changed after it was armed is not charged before it is armed again', async () => {
  arm(3_000);
  sale.entry.press('0');
  sale.scanned(payCode());
  await settled();
  expect(sale.stage.is).toBe('typing');
  expect(door.sent).toEqual([]);
});

test('what the ledger has paid is green, though the disk can no longer forget its order', async () => {
  arm(3_000);
  door.diskFails = true;
  sale.scanned(payCode());
  await settled();
  expect(sale.stage.is).toBe('paid');
});

test('the charge is on the disk before it is sent', async () => {
  arm(3_000);
  sale.scanned(payCode());
  await settled();
  expect(door.events).toEqual(['stored', 'sent']);
});

test('a code shown with an amount armed is charged with no further tap, and green names amount and payer', async () => {
  arm(3_000);
  sale.scanned(payCode());
  expect(sale.stage.is).toBe('charging');
  await settled();
  expect(sale.stage).toMatchObject({ is: 'paid', amount: 3_000, payer: '김*수' });
  expect(door.announced).toEqual(['paid']);
  expect(door.outbox.size).toBe(0);
  expect(sale.amount).toBe(0);
});

test('there is no sound and no green before the ledger has answered', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  door.answers = [async (signed) => promise.then(() => ok(paid(signed)))];
  arm(3_000);
  sale.scanned(payCode());
  await settled();
  expect([sale.stage.is, door.announced]).toEqual(['charging', []]);
  resolve();
  await settled();
  expect([sale.stage.is, door.announced]).toEqual(['paid', ['paid']]);
});

test('a lost answer is asked for again with the same order, and comes to one result', async () => {
  door.answers = [() => Promise.reject(new Error('connection lost')), async (signed) => ok(paid(signed))];
  arm(3_000);
  sale.scanned(payCode());
  await settled();
  expect(sale.stage.is).toBe('unknown');
  await expect.poll(() => sale.stage.is).toBe('paid');
  expect(door.sent).toHaveLength(2);
  expect(door.sent[1]).toBe(door.sent[0]);
});

test('two codes in a row while one is being charged are one charge', async () => {
  arm(3_000);
  sale.scanned(payCode());
  sale.scanned(payCode(newId()));
  await settled();
  expect(door.sent).toHaveLength(1);
});

test('the code that has just paid does not pay the next amount', async () => {
  const code = payCode();
  arm(3_000);
  sale.scanned(code);
  await settled();
  sale.dismiss();
  arm(4_000);
  sale.scanned(code);
  await settled();
  expect(door.sent).toHaveLength(1);
  expect(sale.note).toBe('STILL_PAID');
});

test('the payer’s next code does not take the green screen away', async () => {
  arm(3_000);
  sale.scanned(payCode());
  await settled();
  sale.scanned(payCode());
  expect(sale.stage.is).toBe('paid');
});

test('after a refusal the amount stays armed and another code is charged at once', async () => {
  door.answers = [async () => refuse('INSUFFICIENT_FUNDS'), async (signed) => ok(paid(signed))];
  const poor = payCode();
  arm(3_000);
  sale.scanned(poor);
  await settled();
  expect(sale.stage).toMatchObject({ is: 'refused', code: 'INSUFFICIENT_FUNDS', amount: 3_000 });
  sale.scanned(poor);
  expect(sale.stage.is).toBe('refused');
  sale.scanned(payCode(newId()));
  await settled();
  expect(sale.stage).toMatchObject({ is: 'paid', amount: 3_000 });
});

test('after a refusal the next customer begins at nothing, and a code charges nobody', async () => {
  door.answers = [async () => refuse('INSUFFICIENT_FUNDS')];
  arm(3_000);
  sale.scanned(payCode());
  await settled();
  sale.nextCustomer();
  expect([sale.stage.is, sale.amount]).toEqual(['typing', 0]);
  sale.scanned(payCode(newId()));
  await settled();
  expect([door.sent.length, sale.note]).toEqual([1, 'ARM_FIRST']);
});

test('what is no code of ours gets a sentence, and the camera goes on', async () => {
  arm(3_000);
  for (const text of ['', '-1', '9007199254740993', '💥', 'https://elsewhere.example', 'A'.repeat(5_000)]) {
    sale.scanned(text);
    expect(sale.note).toBe('NOT_A_CODE');
    expect(sale.stage.is).toBe('armed');
  }
  sale.scanned(payCode());
  await settled();
  expect(sale.stage.is).toBe('paid');
});

test('an amount above the campus’s cap is not armed', () => {
  sale.asked.basket.set([{ item: null, name: '잔치', won: 100_001, quantity: 1 }]);
  sale.arm();
  expect([sale.stage.is, sale.note]).toEqual(['typing', 'CHARGE_CAP']);
});

test('an unknown charge that is set aside resolves by itself beside the next sale', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  door.answers = [
    () => Promise.reject(new Error('gone')),
    async (signed) => promise.then(() => ok(paid(signed))),
  ];
  arm(3_000);
  sale.scanned(payCode());
  await expect.poll(() => sale.stage.is).toBe('unknown');
  sale.dismiss();
  expect(sale.stage.is).toBe('typing');
  expect(sale.asides.list).toMatchObject([{ is: 'unknown', amount: 3_000 }]);
  resolve();
  await expect.poll(() => sale.asides.list[0]?.is).toBe('paid');
});

test('a void that comes too late shows the payment, and one in time says that nothing was paid', async () => {
  for (const outcome of ['committed', 'void'] as const) {
    door.voids = outcome;
    door.answers = [() => Promise.reject(new Error('gone'))];
    arm(3_000);
    sale.scanned(payCode(newId()));
    await expect.poll(() => sale.stage.is).toBe('unknown');
    if (sale.stage.is === 'unknown') await sale.void(sale.stage.charge);
    expect(sale.stage.is).toBe(outcome === 'void' ? 'voided' : 'paid');
    expect(door.outbox.size).toBe(0);
    sale.dismiss();
    sale.entry.clear();
  }
});

test('after a crash the charge is amber, and then what the server says became of it', async () => {
  const signed = await door.sign(newId(), 3_000, payCode());
  await door.store({ signed, basket: [], partOf: null });
  door.known = ok(paid(signed));
  const resumed = sale.resume();
  await settled();
  await resumed;
  expect(sale.stage).toMatchObject({ is: 'paid', charge: signed.order.id });
  expect(door.sent).toEqual([]);
});

test('a charge that the server never saw is sent with the same id after a crash', async () => {
  const signed = await door.sign(newId(), 3_000, payCode());
  await door.store({ signed, basket: [], partOf: null });
  await sale.resume();
  expect(door.sent).toEqual([signed]);
  expect(sale.stage).toMatchObject({ is: 'paid', charge: signed.order.id });
});

test('a fallback number stands for its code; a wrong one gets a sentence', async () => {
  arm(3_000);
  await sale.number('00000000');
  expect([sale.stage.is, sale.note]).toEqual(['armed', 'NUMBER_UNKNOWN']);
  door.codeOfNumber = payCode();
  await sale.number('12345678');
  await settled();
  expect(sale.stage.is).toBe('paid');
});

test('items and what is typed beside them are charged together', async () => {
  const item = { id: newId(), name: '김밥', won: 3_000 };
  sale.asked.basket.add(item);
  sale.asked.basket.add(item);
  sale.entry.set(500);
  sale.arm();
  sale.scanned(payCode());
  await settled();
  expect(door.sent[0]?.order.body.amount).toBe(6_500);
  expect(readPayCode(door.sent[0]?.order.body.code ?? '')?.account).toBe(member);
});

test('a sale that the live stream tells of ends the question at once', async () => {
  door.answers = [() => new Promise(() => undefined)];
  arm(3_000);
  sale.scanned(payCode());
  await settled();
  const [signed] = door.sent;
  if (signed) sale.heard(paid(signed));
  await settled();
  expect(sale.stage.is).toBe('paid');
  expect(door.announced).toEqual(['paid']);
});
