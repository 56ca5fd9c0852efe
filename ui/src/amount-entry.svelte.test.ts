import { expect, test } from 'vitest';
import { AmountEntry } from './amount-entry.svelte.ts';

const typed = (keys: string[], max?: number) => {
  const entry = new AmountEntry(max);
  for (const key of keys) entry.press(key);
  return entry;
};

test('a digit beyond the limit is not taken and says so', () => {
  const entry = typed(['1', '0', '00', '00', '0'], 100_000);
  expect(entry.total).toBe(100_000);
  expect(entry.refused).toBe(1);
  entry.add(1_000);
  expect(entry.total).toBe(100_000);
  expect(entry.refused).toBe(2);
});

test('the limit holds for the sum of all parts', () => {
  const entry = typed(['9', '00'], 1_000);
  entry.addUp();
  entry.press('2');
  entry.press('00');
  expect(entry.total).toBe(902);
  expect(entry.refused).toBe(1);
});

test('leading zeros are nothing', () => {
  expect(typed(['0', '00', '5', '00']).total).toBe(500);
});

test('amounts are added up like on a pocket calculator', () => {
  const entry = typed(['1', '5', '00']);
  entry.addUp();
  entry.press('2');
  entry.press('00');
  entry.press('0');
  expect(entry.parts).toEqual([1_500]);
  expect(entry.total).toBe(3_500);
});

test('erasing goes back through the digits and then into the part before', () => {
  const entry = typed(['1', '5', '00']);
  entry.addUp();
  entry.press('2');
  entry.erase();
  expect(entry.total).toBe(1_500);
  entry.erase();
  expect(entry.parts).toEqual([]);
  expect(entry.typed).toBe(1_500);
  entry.erase();
  expect(entry.total).toBe(150);
});

test('clearing leaves nothing, quick amounts begin from there', () => {
  const entry = typed(['7']);
  entry.addUp();
  entry.clear();
  expect(entry.empty).toBe(true);
  entry.add(5_000);
  entry.add(1_000);
  expect(entry.total).toBe(6_000);
});
