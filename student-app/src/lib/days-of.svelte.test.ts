import { expect, test } from 'vitest';
import { daysOf } from './days-of.ts';
import type { Entry } from './kept.ts';

const midnight = Date.parse('2026-11-27T00:00:00+09:00');
const entryAt = (sequence: number, at: number): Entry => ({
  sequence,
  kind: 'charge',
  amount: -3_000,
  at,
  other: '학생식당',
  order: String(sequence),
  charge: null,
});

test('entries around midnight whose clocks differ by a moment stand in the ledger’s order, each group told apart', () => {
  const list = [entryAt(3, midnight + 20), entryAt(2, midnight - 10), entryAt(1, midnight + 5)];
  const groups = daysOf(list, undefined);
  expect(groups.map(({ entries }) => entries.map(({ sequence }) => sequence))).toEqual([[3], [2], [1]]);
  expect(new Set(groups.map(({ key }) => key)).size).toBe(3);
});

test('a day that goes on from the page before has its heading there', () => {
  const [group] = daysOf([entryAt(1, midnight + 5)], entryAt(2, midnight + 10));
  expect(group?.heading).toBeNull();
});
