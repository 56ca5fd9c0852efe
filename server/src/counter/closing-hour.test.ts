import { minuteMs, seoulDay } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { lastClosing } from './closing-hour.ts';

const seoul = (text: string) => Date.parse(`${text}+09:00`);

test('before the closing hour the last closing was yesterday’s, after it today’s', () => {
  const nine = 21 * 60;
  expect(lastClosing(nine, seoul('2026-11-20T20:59:00'))).toBe(seoul('2026-11-19T21:00:00'));
  expect(lastClosing(nine, seoul('2026-11-20T21:00:00'))).toBe(seoul('2026-11-20T21:00:00'));
  expect(lastClosing(nine, seoul('2026-11-21T08:00:00'))).toBe(seoul('2026-11-20T21:00:00'));
});

test('a closing at midnight belongs to the day that begins', () => {
  const at = lastClosing(0, seoul('2026-11-21T00:00:01'));
  expect([seoulDay(at), seoulDay(at - minuteMs)]).toEqual(['2026-11-21', '2026-11-20']);
});
