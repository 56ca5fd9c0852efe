import { expect, test } from 'vitest';
import { fingerprint, fingerprintOf } from './fingerprint.ts';

test('a key’s fingerprint is four groups that two people can read to each other', async () => {
  expect(await fingerprintOf('A5SqQ3Z0sN1cE9Y6bQ4lq0yW1mRkJr9m4t2c8uXvYh0w')).toMatch(
    /^[0-9a-f]{4}( [0-9a-f]{4}){3}$/,
  );
});

test('it begins as the key’s SHA-256 does', async () => {
  expect(await fingerprintOf('abc')).toBe('ba78 16bf 8f01 cfea');
  expect(fingerprint('ba7816bf8f01cfea414140de5dae2223')).toBe('ba78 16bf 8f01 cfea');
});
