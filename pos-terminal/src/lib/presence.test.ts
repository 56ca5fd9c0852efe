import { newId } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { awayAfterMs, Presence } from './presence.ts';

const payer = newId();
const afterPaying = () => {
  const presence = new Presence();
  presence.paid(payer, 0);
  return presence;
};

test('a phone that stays before the camera is still there, however long it stays', () => {
  const presence = afterPaying();
  for (let ms = 0; ms < 60_000; ms += 500) presence.see(payer, ms);
  expect(presence.isStill(payer, 60_000)).toBe(true);
});

test('a phone that was taken away is a customer again when it comes back', () => {
  const presence = afterPaying();
  presence.see(payer, 100);
  expect(presence.isStill(payer, 100 + awayAfterMs - 1)).toBe(true);
  presence.see(payer, 100 + awayAfterMs);
  expect(presence.isStill(payer, 100 + awayAfterMs)).toBe(false);
});

test('another member is never held back', () => {
  expect(afterPaying().isStill(newId(), 1)).toBe(false);
});

test('the cashier’s word lets the same member pay again, until the next payment', () => {
  const presence = afterPaying();
  presence.allow();
  expect(presence.isStill(payer, 1)).toBe(false);
  presence.paid(payer, 2);
  expect(presence.isStill(payer, 3)).toBe(true);
});
