import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { isRevoked } from './revoked.ts';

/** Made with openssl: an authority, two certificates of it, and lists that name nobody, one of the two, and one by a stranger. */
const authorityText = [
  'MIIBcTCCARegAwIBAgIUdazS8ikkyrVIfq8Q6dm7u1YRZSMwCgYIKoZIzj0EAwIwDTELMAkGA1UEAwwCY2EwIBcNMjYxMTIy',
  'MjM1MjIzWhgPMjEyNjEwMjkyMzUyMjNaMA0xCzAJBgNVBAMMAmNhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEfcWmFpJ',
  'u6yXpsTOsR5KH4OQFdIaV+xzzUkFCJpKFt6aEbI+H48PaYvps37YqT3xFMhTrc/Q15o60Q+WrKrJ2KNTMFEwHQYDVR0OBBYE',
  'FNNxOt7IVaYNx1qsFVvaRyMYClM9MB8GA1UdIwQYMBaAFNNxOt7IVaYNx1qsFVvaRyMYClM9MA8GA1UdEwEB/wQFMAMBAf8w',
  'CgYIKoZIzj0EAwIDSAAwRQIgG798K/7Uqn3RqWOImH4vHjkgddEM89uX5gxa4NWhIhYCIQDInjl4pH//O0Yk2onaXT6T+63s',
  'i6KtVIxtAfJGU6Gycg==',
].join('');
const staysText = [
  'MIIBFTCBvQICEAAwCgYIKoZIzj0EAwIwDTELMAkGA1UEAwwCY2EwIBcNMjYxMTIyMjM1MjI1WhgPMjEyNjEwMjkyMzUyMjVa',
  'MB8xDjAMBgNVBAMMBXN0YXlzMQ0wCwYDVQQLDARwZWVyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEavSPiMqygLoIs4zD',
  'n1i5a3BGbPEZZMVXvyJosKbv91b5iEEM0K0WDZgmGAEeZj+WAMyfxwWedfTD2R1dYFbgwzAKBggqhkjOPQQDAgNHADBEAiAK',
  'gGGaBf2gkWBizw3YdtKxJXNUeQwfva+ee7AiLar2HQIgODCE+hIJj2myIsppYUsS9Tg8HHHVz9YzFAhYq2vmKYA=',
].join('');
const leavesText = [
  'MIIBFjCBvgICEAEwCgYIKoZIzj0EAwIwDTELMAkGA1UEAwwCY2EwIBcNMjYxMTIyMjM1MjI5WhgPMjEyNjEwMjkyMzUyMjla',
  'MCAxDzANBgNVBAMMBmxlYXZlczENMAsGA1UECwwEcGVlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFgEgUa2Gmaa0wgC',
  'vjyozyv/lOWFsBzn5wfPBNdSI2mibnXRIr93vW/CrHzan45Yao+OICKvlKXJMREkFOv2F2YwCgYIKoZIzj0EAwIDRwAwRAIg',
  'FWD82OXK+cXN4Mxfn0cwqLizEZDGOsMYNtLYDYo8XCoCIHSPknSZosJy3BdrqIhG6MP4GqIm8T8SupTuoValr7yw',
].join('');
const nobody = [
  'MIGmME4CAQEwCgYIKoZIzj0EAwIwDTELMAkGA1UEAwwCY2EXDTI2MTEyMjIzNTIzMFoYDzIxMjYxMDI5MjM1MjMwWqAOMAww',
  'CgYDVR0UBAMCAQEwCgYIKoZIzj0EAwIDSAAwRQIgD9TXfKDpMm5Zus9L/dq0wNqggDs0+6Zr3Ng1VW+O9xACIQDpOFh3jApI',
  '6TgTnPJJKijyubrrR13yBCd/TbgxOwglcA==',
].join('');
const one = [
  'MIG9MGUCAQEwCgYIKoZIzj0EAwIwDTELMAkGA1UEAwwCY2EXDTI2MTEyMjIzNTIzMVoYDzIxMjYxMDI5MjM1MjMxWjAVMBMC',
  'AhABFw0yNjExMjIyMzUyMzFaoA4wDDAKBgNVHRQEAwIBAjAKBggqhkjOPQQDAgNIADBFAiB5uGJSBBvFzeMdAQPysIMDvVRV',
  'oR65kj9NiPh+V8zIKwIhALeTswbofKrwJKqFn4or2bp2gkkpWDwS34ADMgG6nglK',
].join('');
const byStranger = [
  'MIHBMGgCAQEwCgYIKoZIzj0EAwIwEDEOMAwGA1UEAwwFb3RoZXIXDTI2MTEyMjIzNTIzMVoYDzIxMjYxMDI5MjM1MjMxWjAV',
  'MBMCAhABFw0yNjExMjIyMzUyMzFaoA4wDDAKBgNVHRQEAwIBAzAKBggqhkjOPQQDAgNJADBGAiEA9FxrjRaQ/hs2Key8Bbkq',
  'lqtttdqYRnP4ktTvg2PnPqsCIQCFGEyrmeH3d+sd3hjt44uTmcz+XLW/INPv5z9FzO68Wg==',
].join('');

const certificate = (text: string) => new X509Certificate(Buffer.from(text, 'base64'));
const [authority, stays, leaves] = [
  certificate(authorityText),
  certificate(staysText),
  certificate(leavesText),
];
const list = (text: string) => Buffer.from(text, 'base64');
const inPem = (text: string) =>
  Buffer.from(`-----BEGIN X509 CRL-----\n${text.replace(/.{64}/g, '$&\n')}\n-----END X509 CRL-----\n`);

test('a certificate is revoked that its authority’s list names, and no other', () => {
  for (const lists of [[list(one)], [inPem(one)], [list(nobody), list(one)]]) {
    expect(isRevoked(leaves, authority, lists)).toBe(true);
    expect(isRevoked(stays, authority, lists)).toBe(false);
  }
  for (const lists of [[], [list(nobody)]]) expect(isRevoked(leaves, authority, lists)).toBe(false);
});

test('a list that a stranger signed revokes nothing, and neither does one that was altered', () => {
  expect(isRevoked(leaves, authority, [list(byStranger)])).toBe(false);
  const altered = list(one);
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  expect(isRevoked(leaves, authority, [altered])).toBe(false);
});

test('bytes that are no list revoke nothing and end nothing', () => {
  const whole = list(one);
  for (let length = 0; length < whole.length; length += 7)
    expect(isRevoked(leaves, authority, [whole.subarray(0, length)]), `${length} bytes`).toBe(false);
});
