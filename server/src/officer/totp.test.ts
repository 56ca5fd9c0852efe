import { describe, expect, it } from 'vitest';
import { newTotpSecret, totpAddress, totpCode, totpStep } from './totp.ts';

/** RFC 6238, appendix B, SHA-1: the secret is the ASCII text 12345678901234567890; codes there have eight digits. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const vectors = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const;

describe('the authenticator', () => {
  it.each(vectors)('shows at second %i what every other app shows', (seconds, code) => {
    expect(totpCode(secret, Math.floor(seconds / 30))).toBe(code);
  });

  it('takes a code half a minute early or late, no later, and none a second time', () => {
    const step = 1_000_000;
    const now = step * 30_000;
    for (const near of [-1, 0, 1])
      expect(totpStep(secret, totpCode(secret, step + near), now, 0)).toBe(step + near);
    for (const far of [-2, 2]) expect(totpStep(secret, totpCode(secret, step + far), now, 0)).toBe(null);
    expect(totpStep(secret, totpCode(secret, step), now, step)).toBe(null);
    expect(totpStep(secret, totpCode(secret, step - 1), now, step)).toBe(null);
    expect(totpStep(secret, totpCode(secret, step + 1), now, step)).toBe(step + 1);
  });

  it('has a new secret of 160 bits for each officer', () => {
    const made = new Set(Array.from({ length: 50 }, newTotpSecret));
    expect(made.size).toBe(50);
    for (const one of made) expect(one).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpAddress(secret, 'a@b.kr')).toBe(
      `otpauth://totp/Kumoh%20Pay%3Aa%40b.kr?secret=${secret}&issuer=Kumoh%20Pay`,
    );
  });
});
