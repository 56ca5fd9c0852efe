import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { base64UrlEncode, compressPublicKey } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { verifySignature } from './verify.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
const key = compressPublicKey(
  Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]),
);
const message = Buffer.from('an order');
const raw = (): Buffer => sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
const isGood = (signature: Uint8Array, bytes: Uint8Array = message): boolean =>
  verifySignature(key, bytes, base64UrlEncode(signature));

test('each of five hundred signatures is good over its own bytes alone, whatever its numbers look like', () => {
  for (let n = 0; n < 500; n++) {
    const signature = raw();
    expect(isGood(signature)).toBe(true);
    expect(isGood(signature, Buffer.from('another'))).toBe(false);
  }
});

test('what is no signature is not good, as Node itself says of r and s', () => {
  const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
  const numbers = ['00', '01', '7f', '80', 'ff'].map((byte) => byte.padStart(64, '0'));
  const edges = [...numbers, '00'.repeat(32), 'ff'.repeat(32), order].map((hex) => Buffer.from(hex, 'hex'));
  const options = {
    key: createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })),
    dsaEncoding: 'ieee-p1363',
  } as const;
  const good = raw();
  for (const r of [...edges, good.subarray(0, 32)])
    for (const s of [...edges, good.subarray(32)]) {
      const signature = Buffer.concat([r, s]);
      expect(isGood(signature), signature.toString('hex')).toBe(
        verify('sha256', message, options, signature),
      );
    }
});

test('a signature of another length is not good', () => {
  const signature = raw();
  for (const other of [signature.subarray(0, 63), Buffer.concat([signature, Buffer.of(0)]), Buffer.alloc(0)])
    expect(isGood(other)).toBe(false);
});
