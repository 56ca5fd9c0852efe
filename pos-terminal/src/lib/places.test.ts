import { expect, test } from 'vitest';
import { keepsScannerOut, placeInstead } from './places.ts';

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

test('a scanner is heard where an amount is asked for, and types only a pairing code', () => {
  for (const path of ['/today', '/today/slips', '/close', '/days', '/manage', '/setup'])
    expect(keepsScannerOut(path)).toBe(true);
  for (const path of ['/charge', '/pair', '/unlock', '/display']) expect(keepsScannerOut(path)).toBe(false);
});
