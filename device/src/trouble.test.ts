import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import { isServersNo, troubleOf } from './trouble.ts';

const answered = (message: string, httpStatus: number) =>
  TRPCClientError.from({ error: { code: -32_000, message, data: { httpStatus } } });

test('no network is not called an unavailable ledger', () => {
  const silent = TRPCClientError.from(new TypeError('Failed to fetch'));
  expect(troubleOf(silent)).toBe('NO_CONNECTION');
  expect(isServersNo(silent)).toBe(false);
});

test('a page that is not ours, as of a captive portal, is no connection either', () => {
  expect(troubleOf(TRPCClientError.from(new SyntaxError('Unexpected token <')))).toBe('NO_CONNECTION');
});

test('a fault of this device itself is not blamed on the network', () => {
  expect(troubleOf(new Error('this browser keeps no data for the app'))).toBe('DEVICE_FAILED');
});

test('what the server refused keeps its code', () => {
  expect(troubleOf(answered('TOO_MANY_TRIES', 429))).toBe('TOO_MANY_TRIES');
  expect(troubleOf(answered('UNAUTHORIZED', 401))).toBe('SIGN_IN_AGAIN');
  expect(troubleOf(answered('BAD_INPUT', 400))).toBe('BAD_ORDER');
});

test('a server that failed is no no of its own, and "not so fast" neither', () => {
  expect(troubleOf(answered('INTERNAL', 500))).toBe('SERVER_FAILED');
  expect(isServersNo(answered('INTERNAL', 500))).toBe(false);
  expect(isServersNo(answered('TOO_MANY_TRIES', 429))).toBe(false);
  expect(isServersNo(answered('NOT_AUTHORISED', 403))).toBe(true);
});
