import { expect, test } from 'vitest';
import { placeInstead } from './places.ts';

test('a locked terminal shows nothing but the lock, and an unpaired one nothing but pairing', () => {
  for (const path of ['/', '/charge', '/today', '/close', '/setup']) {
    expect(placeInstead('locked', path, true)).toBe('/unlock');
    expect(placeInstead('unpaired', path, true)).toBe('/pair');
  }
});

test('only a manager sees closing and earlier days', () => {
  expect(placeInstead('open', '/close', false)).toBe('/charge');
  expect(placeInstead('open', '/days', false)).toBe('/charge');
  expect(placeInstead('open', '/close', true)).toBe(null);
  expect(placeInstead('open', '/today', false)).toBe(null);
});
