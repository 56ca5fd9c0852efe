import { newId, type SignedOrder, won } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { Behind } from './behind.ts';

const [sender, receiver, stranger] = [newId(), newId(), newId()];
const transfer: SignedOrder = {
  order: { type: 'transfer', id: newId(), body: { from: sender, to: receiver, amount: won(10) }, at: 1 },
  signatures: [],
};

test('after a start everyone waits until the index has read what the ledger holds', () => {
  const behind = new Behind(7);
  expect(behind.blockFor([stranger])).toBe(7);
  expect(behind.last).toBe(7);
});

test('who was sent won waits for the block of it, and nobody else does', () => {
  const behind = new Behind(-1);
  behind.note(3, [transfer], 2);
  expect(behind.blockFor([receiver])).toBe(3);
  expect(behind.blockFor([stranger])).toBe(-1);
  // The sender's purse paid; notes of it were not named and are where they were.
  expect(behind.blockFor([sender])).toBe(-1);
  behind.note(4, [{ ...transfer, hints: [`a.${sender}/t.${newId()}`] }], 3);
  expect(behind.blockFor([sender])).toBe(4);
});

test('a refund does not name its account, so everyone waits for it', () => {
  const behind = new Behind(-1);
  const refund: SignedOrder = {
    order: {
      type: 'refund',
      id: newId(),
      body: { vendor: newId(), terminal: newId(), charge: newId(), amount: won(1), day: 1 },
      at: 1,
    } as never,
    signatures: [],
  };
  behind.note(5, [refund], 4);
  expect(behind.blockFor([stranger])).toBe(5);
});
