import { createVerify, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { fabricSigner, lowS } from './fabric-signer.ts';

const groupOrder = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const message = Buffer.from('a proposal');

/** r and s of a DER signature. */
function numbers(der: Uint8Array): [bigint, bigint] {
  const read = (at: number): [bigint, number] => {
    expect(der[at]).toBe(0x02);
    const length = der[at + 1] ?? 0;
    const bytes = der.subarray(at + 2, at + 2 + length);
    expect(bytes[0]).toBeLessThan(0x80);
    return [BigInt(`0x${Buffer.from(bytes).toString('hex')}`), at + 2 + length];
  };
  const [r, next] = read(2);
  const [s, end] = read(next);
  expect(end).toBe(der.length);
  return [r, s];
}

test('each of two hundred signatures verifies, is minimal DER and has the lower s', async () => {
  const signer = fabricSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  for (let n = 0; n < 200; n++) {
    const bytes = Buffer.from(`${message} ${n}`);
    const signature = await signer(bytes);
    expect(createVerify('sha256').update(bytes).verify(publicKey, signature)).toBe(true);
    expect(numbers(signature)[1]).toBeLessThanOrEqual(groupOrder >> 1n);
  }
});

test('a high s becomes its negative, a low one stays, and short numbers lose their zeros', () => {
  const raw = (r: bigint, s: bigint) =>
    Buffer.from(r.toString(16).padStart(64, '0') + s.toString(16).padStart(64, '0'), 'hex');
  expect(numbers(lowS(raw(5n, groupOrder - 7n)))).toEqual([5n, 7n]);
  expect(numbers(lowS(raw(0x80n, 7n)))).toEqual([0x80n, 7n]);
  const signature = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  expect(numbers(lowS(signature))[0]).toBe(BigInt(`0x${signature.subarray(0, 32).toString('hex')}`));
});

test('a key of another kind is refused at once', () => {
  const { privateKey: other } = generateKeyPairSync('ed25519');
  const pem = other.export({ type: 'pkcs8', format: 'pem' }).toString();
  expect(() => fabricSigner(pem)).toThrow('P-256');
});
