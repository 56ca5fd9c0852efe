import type { WalletNews } from '@kumoh-pay/server/wallet/live-events.ts';
import { expect, test } from 'vitest';
import { paymentsIn } from './payments.ts';

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
