import { createPublicKey, verify } from 'node:crypto';
import { base64UrlDecode, newId, utf8 } from '@kumoh-pay/domain';
import { p256 } from '@noble/curves/nist.js';
import { expect, test } from 'vitest';
import { type CodePurpose, formatCode, keyFromCode, readTypedCode } from './recovery-code.ts';

/** Computed apart, with Python's hmac, hashlib and whole numbers only: HKDF, (seed mod n−1) + 1, times the base point. */
const vectors: [string, CodePurpose, string][] = [
  ['00000000000000000000000000', 'account-recovery', 'AxDPRgFeR_yY75LmKkubtZ1RLTb70EzOqj0_aXRw0N5q'],
  ['00000000000000000000000000', 'officer-recovery', 'Aj4n2qpYDsNlegNl0BMW7gokP52Qe0GoHEwp2aEyjzEC'],
  ['00000000000000000000000000', 'pairing', 'A6OcAOarZJQc9VOK8dsZlztoEumhoYxFcUaTE2UaWOIo'],
  ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'account-recovery', 'AhD-AUfLkttlhn52xXkyPcF7izKgUBMyX7mpOSMBmf5_'],
  ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'officer-recovery', 'A17pR-_JIZipoXoHbCFNpNpm03s-K0D7iEXfgEFpVqb4'],
  ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'pairing', 'A7FQxKXLant5nJQ2HDQS42RE5o0bh90sWNPdILMWogAP'],
  ['3V8MCHB6Q2X0WDKJ5T9RNEFGAS', 'account-recovery', 'A9dDu113XpHepsDKxRYY2Zj6Pk5FIbxRnGekH3GMGPzh'],
  ['3V8MCHB6Q2X0WDKJ5T9RNEFGAS', 'officer-recovery', 'A74uSDsIYCQLfVYO1fBRWwogAc-iz4VNbJJ_cRQgOqyb'],
  ['3V8MCHB6Q2X0WDKJ5T9RNEFGAS', 'pairing', 'Aw04mqWxfGDEzZmM9AobLDL1dOhL_VmBpuwa4ojutK8c'],
];

test.each(vectors)('the code %s always stands for the same %s key', (code, purpose, publicKey) => {
  expect(keyFromCode(code, purpose).publicKey).toBe(publicKey);
});

test('what a code signs is verified by another implementation, and altered bytes are not', async () => {
  const signer = keyFromCode(newId(), 'account-recovery');
  const bytes = utf8('an order');
  const signature = base64UrlDecode(await signer.sign(bytes)) ?? new Uint8Array();
  const point = p256.Point.fromBytes(base64UrlDecode(signer.publicKey) ?? new Uint8Array()).toBytes(false);
  const [x, y] = [point.slice(1, 33), point.slice(33)].map((half) => Buffer.from(half).toString('base64url'));
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' });
  const verified = (over: Uint8Array) =>
    verify('sha256', over, { key, dsaEncoding: 'ieee-p1363' }, signature);
  expect(signature).toHaveLength(64);
  expect(verified(bytes)).toBe(true);
  expect(verified(utf8('another order'))).toBe(false);
});

test('a code is shown in groups of four and read back as people type it', () => {
  expect(formatCode('3V8MCHB6Q2X0WDKJ5T9RNEFGAS')).toBe('3V8M-CHB6-Q2X0-WDKJ-5T9R-NEFG-AS');
  expect(readTypedCode(' 3v8m chb6 q2xO wdkj 5t9r nefg as')).toBe('3V8MCHB6Q2X0WDKJ5T9RNEFGAS');
  expect(readTypedCode('3V8M-CHB6-Q2X0-WDKJ-5T9R-NEFG-A')).toBeNull();
});

test('two codes, or one code for two purposes, never give one key', () => {
  const code = newId();
  const keys = [
    keyFromCode(code, 'account-recovery'),
    keyFromCode(code, 'officer-recovery'),
    keyFromCode(code, 'pairing'),
    keyFromCode(newId(), 'pairing'),
  ];
  expect(new Set(keys.map((key) => key.publicKey)).size).toBe(4);
});
