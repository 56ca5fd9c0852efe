import { expect, test } from 'vitest';
import { sendableOf } from './sendable.ts';

const lot = (amount: number, transferable: boolean) => ({
  programme: 'P',
  name: '식권',
  amount,
  lastDay: '2026-12-31',
  transferable,
});

test('only vouchers that may be passed on can be sent', () => {
  expect(
    sendableOf({ lots: [lot(5_000, true), lot(7_000, false), lot(800, true)], transferCap: 100_000 }),
  ).toBe(5_800);
});

test('no more than the ledger allows at once is offered', () => {
  expect(sendableOf({ lots: [lot(500_000, true)], transferCap: 100_000 })).toBe(100_000);
});

test('a wallet that has heard nothing yet offers nothing', () => {
  expect(sendableOf(null)).toBe(0);
});
