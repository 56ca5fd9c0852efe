import { expect, test } from 'vitest';
import { Rush } from './rush.svelte.ts';

test('one every two seconds is thirty a minute, and the pace of a pause falls', () => {
  const rush = new Rush();
  rush.start(0);
  for (let ms = 2_000; ms <= 60_000; ms += 2_000) rush.paid(ms);
  expect(rush.people).toBe(30);
  expect(rush.perMinute(60_000)).toBe(30);
  expect(rush.perMinute(90_000)).toBe(15);
});

test('the first seconds of a rush claim no pace', () => {
  const rush = new Rush();
  rush.start(0);
  rush.paid(1_000);
  expect(rush.perMinute(2_000)).toBeNull();
});

test('outside a rush nobody is counted, and each rush begins at none', () => {
  const rush = new Rush();
  rush.paid(1);
  expect(rush.people).toBe(0);
  rush.start(10);
  rush.paid(20);
  rush.start(30);
  expect(rush.people).toBe(0);
});
