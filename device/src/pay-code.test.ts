import { codeBeforeMs, writeInteger } from '@kumoh-pay/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextCounter } from './pay-code.ts';

const time = fc.integer({ min: 1_700_000_000_000, max: 4_000_000_000_000 });

test('the first code carries the time by the server’s clock', () => {
  expect(nextCounter(1_800_000_000_000, null)).toBe(1_800_000_000_000);
});

test('of two codes in the same millisecond the second is one higher', () => {
  expect(nextCounter(1_800_000_000_000, 1_800_000_000_000)).toBe(1_800_000_000_001);
});

test('a counter made while the clock was a day ahead is forgotten, so that codes are taken again at once', () => {
  expect(nextCounter(1_800_000_000_000, 1_800_086_400_000)).toBe(1_800_000_000_000);
});

test('after a small correction of the clock the next code is still higher than the one just used', () => {
  expect(nextCounter(1_800_000_000_000, 1_800_000_000_700)).toBe(1_800_000_000_701);
});

test('a counter is never the last one again, and never further ahead of the clock than a code may be, but for one', () => {
  fc.assert(
    fc.property(time, fc.integer({ min: -200_000, max: 200_000 }), (nowMs, aheadMs) => {
      const last = nowMs + aheadMs;
      const next = nextCounter(nowMs, last);
      expect(next).not.toBe(last);
      expect(next).toBeGreaterThanOrEqual(nowMs);
      expect(next).toBeLessThanOrEqual(nowMs + codeBeforeMs + 1);
      if (aheadMs <= codeBeforeMs) expect(next).toBeGreaterThan(last);
      else expect(next).toBe(nowMs);
      expect(() => writeInteger(next, 6)).not.toThrow();
    }),
    { numRuns: 2_000 },
  );
});

test('however many codes are made while the clock goes on or is corrected by seconds, each is higher than all before', () => {
  fc.assert(
    fc.property(
      time,
      fc.array(fc.integer({ min: -3_000, max: 30_000 }), { maxLength: 60 }),
      (startMs, movesMs) => {
        let nowMs = startMs;
        let highest = 0;
        let last: number | null = null;
        for (const moveMs of movesMs) {
          // Corrections in all stay within what a code may be ahead.
          nowMs = Math.max(nowMs + moveMs, (last ?? startMs) - codeBeforeMs);
          last = nextCounter(nowMs, last);
          expect(last).toBeGreaterThan(highest);
          highest = last;
        }
      },
    ),
  );
});
