import { createHmac, randomBytes } from 'node:crypto';
import { secondMs } from '@kumoh-pay/domain';

/** RFC 6238 as every authenticator app has it: SHA-1, six digits, thirty seconds. */
const stepMs = 30 * secondMs;
/** One step to either side, for clocks. */
const drift = 1;
const secretBytes = 20;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret, in base32 as apps take it. */
export function newTotpSecret(): string {
  let bits = '';
  for (const byte of randomBytes(secretBytes)) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join('');
}

export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', base32Bytes(secret)).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The time step that a code belongs to, later than `after`; null when it is none of the present ones. */
export function totpStep(secret: string, code: string, nowMs: number, after: number): number | null {
  const now = Math.floor(nowMs / stepMs);
  for (let step = now - drift; step <= now + drift; step++) {
    if (step > after && totpCode(secret, step) === code) return step;
  }
  return null;
}

/** A code that `totpStep` takes now; null when the present and the next one were used. */
export function unusedTotpCode(secret: string, nowMs: number, after: number): string | null {
  const now = Math.floor(nowMs / stepMs);
  const step = Math.max(now, after + 1);
  return step <= now + drift ? totpCode(secret, step) : null;
}

/** For the QR code that an authenticator app reads. */
export const totpAddress = (secret: string, mail: string): string =>
  `otpauth://totp/${encodeURIComponent(`Kumoh Pay:${mail}`)}?secret=${secret}&issuer=${encodeURIComponent('Kumoh Pay')}`;

function base32Bytes(text: string): Buffer {
  let bits = '';
  for (const letter of text) bits += letters.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
