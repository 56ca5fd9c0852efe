import { createECDH, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { signatureHolds } from './signature.ts';

const bytes = Buffer.from('kumoh-pay.v1\ntest\n');

test('a signature holds under the key that made it, for points of either sign', () => {
  const signs = new Set<number>();
  for (let tries = 0; tries < 40; tries++) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const curve = createECDH('prime256v1');
    curve.setPrivateKey(Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'));
    const compressed = curve.getPublicKey(null, 'compressed');
    signs.add(compressed[0] ?? 0);
    const signature = sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    const holds = (key: Buffer, text: Buffer, one: Buffer) =>
      signatureHolds(key.toString('base64url'), text, one.toString('base64url'));
    expect(holds(compressed, bytes, signature)).toBe(true);
    expect(holds(compressed, Buffer.from('another text'), signature)).toBe(false);
    const other = Buffer.from(compressed);
    other[0] = (other[0] ?? 0) ^ 1;
    expect(holds(other, bytes, signature)).toBe(false);
    expect(
      holds(compressed, bytes, Buffer.from(signature.map((byte, place) => (place === 9 ? byte ^ 1 : byte)))),
    ).toBe(false);
    expect(holds(compressed, bytes, signature.subarray(1))).toBe(false);
  }
  expect(signs).toEqual(new Set([2, 3]));
});

test('what is no point of the curve verifies nothing', () => {
  const signature = Buffer.alloc(64, 1).toString('base64url');
  for (const last of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const key = Buffer.concat([Buffer.of(2), Buffer.alloc(31), Buffer.of(last)]);
    expect(signatureHolds(key.toString('base64url'), bytes, signature)).toBe(false);
  }
  expect(signatureHolds(Buffer.alloc(33, 0xff).toString('base64url'), bytes, signature)).toBe(false);
  expect(signatureHolds('', bytes, signature)).toBe(false);
});
