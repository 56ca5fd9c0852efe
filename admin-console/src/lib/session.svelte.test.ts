import { newId } from '@kumoh-pay/domain';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { session } from './session.svelte.ts';
import { FakeBrowser } from './test-browser.ts';

let browser: FakeBrowser;
beforeEach(() => {
  browser = new FakeBrowser();
  session.me = { id: newId(), ledgerName: 'vouchers', roles: ['issuer'] } as never;
  session.is = 'in';
});
afterEach(() => {
  session.is = 'loading';
  session.me = null;
  vi.unstubAllGlobals();
});

test('an officer who signs out without a connection is told that they are still signed in', async () => {
  await session.signOut();
  expect(session.notSignedOut).toBe(true);
  expect(session.is).toBe('in');
  expect(session.me).not.toBeNull();
});

test('the console is gone with the sign-out, also when nothing answers after it', async () => {
  let whileLooking = '';
  browser.answers = {
    'officer.signOut': () => null,
    'firstRun.state': () => {
      whileLooking = session.is;
      throw new TypeError('the line was cut');
    },
  };
  await session.signOut();
  expect(whileLooking).toBe('signedOut');
  expect(session.is).not.toBe('in');
  expect(session.me).toBeNull();
  expect(session.notSignedOut).toBe(false);
});

test('whose session is over already has signed out', async () => {
  browser.refusals = { 'officer.signOut': { status: 401, message: 'SIGN_IN_AGAIN' } };
  await session.signOut();
  expect(session.me).toBeNull();
  expect(session.is).not.toBe('in');
});
