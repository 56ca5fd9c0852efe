import fc from 'fast-check';
import { expect, test } from 'vitest';
import { burstKeyOf } from './wedge.ts';
import { Burst, burstPauseMaxMs, digitGapMaxMs, surelyBurstDigits } from './wedge-burst.ts';

/** What the page gets, and what the counter gets, from digits typed with these gaps, an Enter and then quiet. */
function type(
  digits: string,
  gapMs: (index: number) => number,
): { page: string; enter: boolean; code: string } {
  const burst = new Burst();
  let nowMs = 1_000;
  let page = '';
  [...digits].forEach((digit, index) => {
    nowMs += gapMs(index);
    page += burst.key({ is: 'digit', digit }, nowMs).release;
  });
  nowMs += gapMs(digits.length);
  const enter = burst.key({ is: 'enter' }, nowMs);
  page += enter.release + burst.silence(nowMs + 10_000).release;
  return { page, enter: enter.does === 'pass', code: enter.digits };
}
const digitsOf = (least: number, most: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most })
    .map((list) => list.join(''));
const gap = (least: number, most: number) => fc.infiniteStream(fc.integer({ min: least, max: most }));

test('a scanner’s burst reaches the counter whole, and not a digit of it the page', () => {
  fc.assert(
    fc.property(digitsOf(surelyBurstDigits, 500), gap(0, digitGapMaxMs), (digits, gaps) => {
      expect(type(digits, () => gaps.next().value)).toEqual({ page: '', enter: false, code: digits });
    }),
  );
});

test('what a person types reaches the page whole and in order, with its Enter', () => {
  fc.assert(
    fc.property(digitsOf(0, 40), gap(digitGapMaxMs + 1, 2_000), (digits, gaps) => {
      expect(type(digits, () => gaps.next().value)).toEqual({ page: digits, enter: true, code: '' });
    }),
  );
});

test('a few digits typed very fast are still a person’s', () => {
  expect(type('50000', () => 5)).toEqual({ page: '50000', enter: true, code: '' });
});

test('a radio’s pause in the middle of a code is waited for', () => {
  const result = type('1234567890123456', (index) => (index === 12 ? burstPauseMaxMs : 10));
  expect(result).toEqual({ page: '', enter: false, code: '1234567890123456' });
});

test('a code that breaks off is dropped, told, and does not become an amount', () => {
  const burst = new Burst();
  for (let i = 0; i < 30; i++) burst.key({ is: 'digit', digit: '7' }, i * 5);
  expect(burst.silence(30 * 5 + burstPauseMaxMs)).toEqual({ release: '', cutOff: true });
  expect(burst.key({ is: 'enter' }, 10_000).does).toBe('pass');
});

test('another key after quick digits lets them go first, so that Backspace takes the last one', () => {
  const burst = new Burst();
  burst.key({ is: 'digit', digit: '4' }, 0);
  burst.key({ is: 'digit', digit: '2' }, 20);
  expect(burst.key({ is: 'other' }, 30)).toEqual({ does: 'pass', release: '42', digits: '' });
});

test('letters inside a scanner’s burst do not reach the page either', () => {
  const burst = new Burst();
  for (let i = 0; i < surelyBurstDigits; i++) burst.key({ is: 'digit', digit: '7' }, i * 5);
  expect(burst.key({ is: 'other' }, 50)).toEqual({ does: 'hold', release: '', digits: '' });
  expect(burst.key({ is: 'enter' }, 55)).toEqual({ does: 'take', release: '', digits: '77777777' });
});

test('a burst without end is cut at the limit and still kept from the page', () => {
  expect(type('1'.repeat(9_000), () => 1)).toEqual({ page: '', enter: false, code: '1'.repeat(4_000) });
});

const keyOf = (event: Partial<KeyboardEvent>) =>
  burstKeyOf({
    code: '',
    key: '',
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    repeat: false,
    ...event,
  });

test('digits are known by their place in Hangul mode, and by their sign where there is no place', () => {
  expect(keyOf({ code: 'Digit7', key: 'Process' })).toEqual({ is: 'digit', digit: '7' });
  expect(keyOf({ code: 'Numpad3', key: '3' })).toEqual({ is: 'digit', digit: '3' });
  expect(keyOf({ code: '', key: '9' })).toEqual({ is: 'digit', digit: '9' });
  expect(keyOf({ code: 'KeyQ', key: 'ㅂ' })).toEqual({ is: 'other' });
  expect(keyOf({ code: 'NumpadEnter', key: 'Enter' })).toEqual({ is: 'enter' });
});

test('shortcuts, signs and a key held down are a person’s', () => {
  expect(keyOf({ code: 'Digit1', key: '!', shiftKey: true })).toEqual({ is: 'other' });
  expect(keyOf({ code: 'Digit1', key: '1', ctrlKey: true })).toEqual({ is: 'other' });
  expect(keyOf({ code: 'Digit0', key: '0', repeat: true })).toEqual({ is: 'other' });
});
