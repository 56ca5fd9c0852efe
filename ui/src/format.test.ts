import { expect, test } from 'vitest';
import * as format from './format.ts';

/** Sunday, 22 November 2026, 13:05 in Seoul. */
const sundayNoon = Date.parse('2026-11-22T04:05:00Z');

test('an amount is read as a cashier writes it, a minus as wide as a digit', () => {
  expect(format.formatWon(12_000, 'ko')).toBe('12,000원');
  expect(format.formatWon(12_000, 'en')).toBe('12,000\u{a0}won');
  expect(format.formatWon(-5_000, 'ko')).toBe('−5,000원');
  expect(format.formatWon(5_000, 'ko', true)).toBe('+5,000원');
  expect(format.formatWon(0, 'ko', true)).toBe('0원');
});

test('a large amount is also said in ten thousands', () => {
  expect(format.formatWonInWords(15_000, 'ko')).toBe('1만 5,000원');
  expect(format.formatWonInWords(1_230_000, 'ko')).toBe('123만원');
  expect(format.formatWonInWords(9_900, 'ko')).toBe('9,900원');
});

test('day and time are those of Seoul, whatever the machine says', () => {
  expect(format.formatDayAndTime(sundayNoon, 'ko', sundayNoon)).toBe('11월 22일 (일) 오후 1:05');
  expect(format.formatDayAndTime(sundayNoon, 'en', sundayNoon)).toBe('Sun 22 Nov, 13:05');
  expect(format.formatTime(Date.parse('2026-11-21T15:00:00Z'), 'ko')).toBe('오전 12:00');
  expect(format.formatTime(Date.parse('2026-11-22T03:30:00Z'), 'ko')).toBe('오후 12:30');
});

test('another year is said, the present one is not', () => {
  expect(format.formatDay(Date.parse('2025-12-31T12:00:00Z'), 'ko', sundayNoon)).toBe(
    '2025년 12월 31일 (수)',
  );
  expect(format.formatDay(Date.parse('2025-12-31T12:00:00Z'), 'en', sundayNoon)).toBe('Wed 31 Dec 2025');
});

test('a voucher says how long it lasts in the words of someone who wants to use it', () => {
  expect(format.formatUntil('2026-11-22', 'ko', sundayNoon)).toBe('오늘까지');
  expect(format.formatUntil('2026-11-23', 'ko', sundayNoon)).toBe('내일까지');
  expect(format.formatUntil('2026-11-27', 'ko', sundayNoon)).toBe('금요일까지');
  expect(format.formatUntil('2026-11-29', 'ko', sundayNoon)).toBe('11월 29일 (일)까지');
  expect(format.formatUntil('2026-11-27', 'en', sundayNoon)).toBe('until Friday');
  expect(format.formatUntil('2026-11-21', 'ko', sundayNoon)).toBe('기간 끝남');
});

test('yesterday ends at midnight in Seoul', () => {
  expect(format.formatDayHeading(Date.parse('2026-11-21T15:00:00Z'), 'ko', sundayNoon)).toBe('오늘');
  expect(format.formatDayHeading(Date.parse('2026-11-21T14:59:59Z'), 'ko', sundayNoon)).toBe('어제');
  expect(format.formatDayHeading(Date.parse('2026-11-20T14:59:59Z'), 'ko', sundayNoon)).toBe(
    '11월 20일 (금)',
  );
});
