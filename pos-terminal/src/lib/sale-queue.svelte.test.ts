import { newId, ok, refuse } from '@kumoh-pay/domain';
import { beforeEach, expect, test, vi } from 'vitest';
import { awayAfterMs } from './presence.ts';
import type { Sale } from './sale.svelte.ts';
import { type FakeDoor, openTestSale, paid, payCode, settled } from './test-sale-door.ts';

let door: FakeDoor;
let sale: Sale;
let arm: (amount: number) => void;
beforeEach(() => {
  ({ door, sale, arm } = openTestSale());
});

test('in a rush the amount stays armed: each next code is charged with no key between, and each is counted', async () => {
  sale.entry.set(4_500);
  sale.armRush();
  for (let people = 1; people <= 3; people++) {
    sale.scanned(payCode(newId()));
    await settled();
    expect(sale.stage).toMatchObject({ is: 'paid', amount: 4_500 });
    expect(sale.rush.people).toBe(people);
  }
  expect(door.sent.map(({ order }) => order.body.amount)).toEqual([4_500, 4_500, 4_500]);
  sale.dismiss();
  expect(sale.stage).toEqual({ is: 'armed', amount: 4_500 });
});

test('in a rush the last payer’s phone is not charged again, whatever code it shows next', async () => {
  sale.entry.set(4_500);
  sale.armRush();
  const first = payCode();
  sale.scanned(first);
  await settled();
  sale.scanned(first);
  sale.scanned(payCode());
  sale.dismiss();
  sale.scanned(first);
  expect(sale.note).toBe('STILL_PAID');
  sale.scanned(payCode());
  await settled();
  expect(door.sent).toHaveLength(1);
  expect([sale.stage.is, sale.note]).toEqual(['armed', 'SAME_PERSON']);
  sale.chargeAgain();
  await settled();
  expect(door.sent).toHaveLength(2);
});

test('a phone still before the camera does not pay the next customer’s amount; taken away and shown again it does', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  arm(3_000);
  sale.scanned(payCode());
  await settled();
  sale.dismiss();
  arm(7_000);
  for (let look = 0; look < 8; look++) {
    vi.advanceTimersByTime(900);
    const next = payCode();
    sale.seen([next]);
    sale.scanned(next);
  }
  expect([sale.stage.is, sale.note]).toEqual(['armed', 'SAME_PERSON']);
  vi.advanceTimersByTime(awayAfterMs);
  sale.scanned(payCode());
  await settled();
  expect(door.sent.map(({ order }) => order.body.amount)).toEqual([3_000, 7_000]);
  vi.useRealTimers();
});

test('of two customers’ phones in one picture neither is charged; beside the last payer’s the next one is', async () => {
  arm(3_000);
  expect(sale.seen([payCode(), payCode(newId())])).toBe(false);
  expect(sale.note).toBe('TWO_CODES');
  sale.scanned(payCode());
  await settled();
  sale.dismiss();
  expect(sale.seen([payCode(), payCode(newId()), 'https://elsewhere.example/menu'])).toBe(true);
});

test('a fallback number that is read out is charged although its phone never left the camera', async () => {
  arm(3_000);
  sale.scanned(payCode());
  await settled();
  sale.dismiss();
  arm(2_000);
  door.codeOfNumber = payCode();
  await sale.number('12345678');
  await settled();
  expect(door.sent).toHaveLength(2);
});

test('after a shortfall the sum that the member names is armed, for that member alone, and the rest is said', async () => {
  door.answers = [async () => refuse('INSUFFICIENT_FUNDS'), async (signed) => ok(paid(signed))];
  arm(9_000);
  sale.scanned(payCode());
  await settled();
  const refused = door.sent[0]?.order.id ?? '';
  sale.partNamed({ charge: newId(), amount: 5_000, of: 9_000 });
  expect(sale.stage.is).toBe('refused');
  sale.partNamed({ charge: refused, amount: 5_000, of: 9_000 });
  expect(sale.stage).toEqual({ is: 'armed', amount: 5_000 });
  expect(sale.asked.part).toMatchObject({ amount: 5_000, of: 9_000 });
  sale.scanned(payCode(newId()));
  expect([sale.note, door.sent.length]).toEqual(['PART_OF_OTHER', 1]);
  sale.scanned(payCode());
  await settled();
  expect(sale.stage).toMatchObject({ is: 'paid', amount: 5_000, cash: 4_000 });
  expect(door.partsOf).toEqual([null, refused]);
  expect([sale.amount, sale.asked.part]).toEqual([0, null]);
});

test('a part of another amount than the one that is armed is not taken', async () => {
  door.answers = [async () => refuse('INSUFFICIENT_FUNDS')];
  arm(9_000);
  sale.scanned(payCode());
  await settled();
  sale.dismiss();
  sale.disarm();
  sale.entry.set(2_000);
  sale.partNamed({ charge: door.sent[0]?.order.id ?? '', amount: 1_500, of: 9_000 });
  expect(sale.stage.is).toBe('typing');
});

test('without a server a code is taken here and is neither green nor sent; what may not be taken is refused', async () => {
  door.isAway = true;
  arm(3_000);
  sale.scanned(payCode());
  await settled();
  expect(sale.stage).toMatchObject({ is: 'taken', amount: 3_000 });
  expect([door.takenOffline, door.sent, door.announced]).toEqual([[3_000], [], ['unknown']]);
  sale.dismiss();
  door.offline = refuse('OFFLINE_CAP');
  arm(30_000);
  sale.scanned(payCode(newId()));
  await settled();
  expect(sale.stage).toMatchObject({ is: 'refused', code: 'OFFLINE_CAP' });
});
