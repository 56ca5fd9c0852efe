import { expect, test } from 'vitest';
import { readAmount } from './read-amount.ts';

test('an address asks for a whole amount of won', () => {
  expect(readAmount('12000')).toBe(12_000);
});

test.each([null, '', '0', '-5', '1.5', '1e3', '９００', '99999999999', '9007199254740993', ' 5', '05'])(
  'an address that asks for %j asks for no amount',
  (text) => {
    expect(readAmount(text)).toBe(null);
  },
);
