import type { WalletNews } from '@kumoh-pay/server/wallet/live-events.ts';
import { expect, test } from 'vitest';
import { gainsIn, isJustNow, paymentsIn } from './payments.ts';

const entry = (sequence: number, kind: 'charge' | 'refund' | 'receive', amount: number) => ({
  sequence,
  kind,
  amount,
  at: 1,
  other: '학생식당',
  order: 'O',
  charge: null,
});

test('a charge turns the screen green with the amount that was paid', () => {
  const news: WalletNews = { is: 'entries', balance: 0, lots: [], entries: [entry(7, 'charge', -6_500)] };
  expect(paymentsIn(news)).toEqual([{ sequence: 7, vendor: '학생식당', amount: 6_500, at: 1 }]);
});

test('a refund, a gift and a refusal are no payment', () => {
  const entries = [entry(8, 'refund', 500), entry(9, 'receive', 300)];
  expect(paymentsIn({ is: 'entries', balance: 0, lots: [], entries })).toEqual([]);
  expect(paymentsIn({ is: 'account' })).toEqual([]);
});

test('what comes in is told while it is new, and never as a payment', () => {
  const entries = [entry(8, 'refund', 500), entry(9, 'receive', 300), entry(10, 'charge', -700)];
  const news: WalletNews = { is: 'entries', balance: 0, lots: [], entries };
  expect(gainsIn(news, 1).map(({ sequence }) => sequence)).toEqual([8, 9]);
  expect(gainsIn(news, 1 + 10 * 60_000)).toEqual([]);
});

test('green means just now: what was paid ten minutes ago is told in a line', () => {
  expect(isJustNow(1_000, 1_000 + 10 * 60_000 - 1)).toBe(true);
  expect(isJustNow(1_000, 1_000 + 10 * 60_000)).toBe(false);
});
