import { createPublicKey, ECDH, verify } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  base64UrlDecode,
  newId,
  orderBytes,
  publicKeyBytes,
  walletCertificateBytes,
  won,
} from '@kumoh-pay/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrollerOrder, enrollerSignature, walletCertificate } from '../enroller/enroller.ts';
import { type Keys, readKeys } from './keys.ts';

let directory: string;
let keys: Keys;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kumoh-keys-'));
  keys = await readKeys(join(directory, 'keys'));
});
afterAll(() => rm(directory, { recursive: true }));

function isSignedBy(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  const point = ECDH.convertKey(
    publicKeyBytes(publicKey) ?? '',
    'prime256v1',
    undefined,
    undefined,
    'uncompressed',
  );
  if (typeof point === 'string') throw new Error('not bytes');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' } });
  return verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}

describe('the server’s keys', () => {
  it('are made once, readable by the server alone, and the same at the next start', async () => {
    const again = await readKeys(join(directory, 'keys'));
    expect(again.enroller.id).toBe(keys.enroller.id);
    expect(again.enroller.publicKey).toBe(keys.enroller.publicKey);
    expect(again.open('x', keys.seal('x', '비밀'))).toBe('비밀');
    for (const file of ['enroller.json', 'pepper', 'bank-account']) {
      expect((await stat(join(directory, 'keys', file))).mode & 0o777).toBe(0o600);
    }
  });

  it('open what they sealed, for the same purpose, unaltered', () => {
    const sealed = keys.seal('payee', '123-456');
    expect(keys.open('payee', sealed)).toBe('123-456');
    expect(sealed.includes('123-456')).toBe(false);
    expect(() => keys.open('totp', sealed)).toThrow();
    for (const at of [0, 13, sealed.length - 1]) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => keys.open('payee', altered)).toThrow();
    }
  });

  it('sign orders and wallet certificates for one ledger and no other', () => {
    const order = enrollerOrder('suspendAccount', { account: newId() }, Date.now());
    const signed = enrollerSignature(keys, 'one', order);
    expect(signed.by).toBe(`officer.${keys.enroller.id}`);
    expect(isSignedBy(keys.enroller.publicKey, orderBytes('one', order), signed.signature)).toBe(true);
    expect(isSignedBy(keys.enroller.publicKey, orderBytes('two', order), signed.signature)).toBe(false);
    const account = newId();
    const { fields, signature } = walletCertificate(keys, 'one', {
      account,
      key: keys.enroller.publicKey,
      offlineCap: won(10_000),
      notAfterSeconds: 1_800_000_000,
    });
    const bytes = base64UrlDecode(fields) ?? new Uint8Array();
    expect(
      isSignedBy(keys.enroller.publicKey, walletCertificateBytes('one', account, bytes), signature),
    ).toBe(true);
    expect(
      isSignedBy(keys.enroller.publicKey, walletCertificateBytes('one', newId(), bytes), signature),
    ).toBe(false);
  });
});
