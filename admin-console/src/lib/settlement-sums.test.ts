import { type Settlement, settlementSchema } from '@kumoh-pay/domain';
import { describe, expect, it } from 'vitest';
import { compare, sumsOf } from './settlement-sums.ts';

const programme = '00000000000000000000000001';
const other = '00000000000000000000000002';
const counted = (more: object): Settlement =>
  settlementSchema.parse({
    state: 'counted',
    feeBasisPoints: 250,
    sealedAt: 1,
    boxes: [],
    programmes: [{ programme, gross: 24_500, refunds: 0, carried: 0 }],
    charges: 3,
    refunds: 0,
    first: 1,
    last: 1,
    fee: 612,
    net: 23_888,
    carriedTo: null,
    payee: null,
    approvedBy: null,
    batch: null,
    rejection: null,
    ...more,
  });
const sales = { programmes: [{ programme, gross: 24_500, refunds: 0 }], charges: 3, refunds: 0 };

it('works out the fee, rounded down, and what is left of the takings', () => {
  expect(sumsOf(counted({}))).toEqual({ gross: 24_500, refunds: 0, carried: 0, fee: 612, net: 23_888 });
});

it('agrees when charges added up anew give what the ledger counted', () => {
  expect(compare(counted({}), sales).agree).toBe(true);
});

describe('does not agree', () => {
  it.each([
    ['when a charge is missing from the count', counted({ charges: 2 }), sales],
    ['when the ledger names another fee', counted({ fee: 611 }), sales],
    ['when the ledger names another payout', counted({ net: 23_889 }), sales],
    [
      'when one won more was sold',
      counted({}),
      { ...sales, programmes: [{ programme, gross: 24_501, refunds: 0 }] },
    ],
    [
      'when a refund was not counted',
      counted({}),
      { ...sales, programmes: [{ programme, gross: 24_500, refunds: 100 }] },
    ],
    [
      'when another programme was sold too',
      counted({}),
      { ...sales, programmes: [...sales.programmes, { programme: other, gross: 1, refunds: 0 }] },
    ],
  ])('%s', (_, settlement, fromSales) => {
    expect(compare(settlement, fromSales).agree).toBe(false);
  });
});

it('takes what an earlier day carried over from the takings, and still agrees', () => {
  const carried = {
    programmes: [{ programme, gross: 24_500, refunds: 0, carried: 4_500 }],
    fee: 500,
    net: 19_500,
  };
  const { agree, ledger } = compare(counted(carried), sales);
  expect([agree, ledger.net]).toEqual([true, 19_500]);
});
