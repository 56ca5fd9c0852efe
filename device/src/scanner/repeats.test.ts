import { expect, test } from 'vitest';
import { Repeats, repeatPauseMs } from './repeats.ts';

test('a code that stays in view is told once', () => {
  const repeats = new Repeats();
  const told = Array.from({ length: 300 }, (_, i) => repeats.isNews('code', i * 33)).filter(Boolean);
  expect(told).toHaveLength(1);
});

test('a code that comes back after a while is told again', () => {
  const repeats = new Repeats();
  expect(repeats.isNews('code', 0)).toBe(true);
  expect(repeats.isNews('code', repeatPauseMs - 1)).toBe(false);
  expect(repeats.isNews('code', 2 * repeatPauseMs - 1)).toBe(true);
});

test('two codes in one picture are told once each', () => {
  const repeats = new Repeats();
  const told = Array.from({ length: 100 }, (_, i) => repeats.isNews(`code ${i % 2}`, i * 33)).filter(Boolean);
  expect(told).toHaveLength(2);
});

test('after clearing, the code in view is told at once', () => {
  const repeats = new Repeats();
  repeats.isNews('code', 0);
  repeats.clear();
  expect(repeats.isNews('code', 1)).toBe(true);
});
