import { expect, it } from 'vitest';
import { signedOnce } from './signed-once.ts';

it('gives the same signature however often an order is sent, and asks again where the key failed', async () => {
  let asked = 0;
  const signature = signedOnce(async () => {
    asked += 1;
    if (asked === 1) throw new Error('no key');
    return `signature ${asked}`;
  });
  await expect(signature()).rejects.toThrow('no key');
  expect([await signature(), await signature()]).toEqual(['signature 2', 'signature 2']);
});
