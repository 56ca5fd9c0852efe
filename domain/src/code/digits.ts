import { z } from 'zod';

/**
 * A code is digits only: its bytes as the decimal number 256ⁿ + bytes (n = their count), for QR numeric mode and for
 * scanners that type. The leading 1 keeps zero bytes in front.
 */

/** Nothing of ours is longer; a scanner's burst or a picture beyond it is not looked at. */
export const scannedCharactersMax = 4_000;

/** Bytes → digits, by kind: a pay code has 220, one that may be taken offline 470, a request code 265 or fewer. */
export const codeDigitsMax = 480;

export function digitsFromBytes(bytes: Uint8Array): string {
  let hex = '01';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return BigInt(`0x${hex}`).toString();
}

/** Null for anything but the digits of some bytes in canonical form. */
export function bytesFromDigits(digits: string): Uint8Array | null {
  if (digits.length > codeDigitsMax || !/^[1-9][0-9]*$/.test(digits)) return null;
  const hex = BigInt(digits).toString(16);
  // 256ⁿ in hex is a 1 and 2n zeros: the text must be a 1 and an even number of digits.
  if (hex.length % 2 === 0 || !hex.startsWith('1')) return null;
  const bytes = new Uint8Array((hex.length - 1) / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
  return bytes;
}

export const codeKinds = { pay: 1, request: 2, payOffline: 4 } as const;
export const codeVersion = 1;

const isCode =
  (...kinds: number[]) =>
  (digits: string): boolean => {
    const bytes = bytesFromDigits(digits);
    return bytes !== null && kinds.includes(bytes[0] ?? 0) && bytes[1] === codeVersion;
  };
export const payCodeDigitsSchema = z
  .string()
  .max(codeDigitsMax)
  .refine(isCode(codeKinds.pay, codeKinds.payOffline), 'not a pay code');
export const requestCodeDigitsSchema = z
  .string()
  .max(codeDigitsMax)
  .refine(isCode(codeKinds.request), 'not a request code');

/** Big-endian unsigned integers of up to six bytes: beyond that a number would not be safe. */
export function writeInteger(value: number, bytes: number): Uint8Array {
  if (!(Number.isInteger(value) && value >= 0 && value < 2 ** (8 * bytes)))
    throw new Error(`${value} does not fit in ${bytes} bytes`);
  const out = new Uint8Array(bytes);
  for (let i = bytes - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) out[i] = rest % 256;
  return out;
}
export const readInteger = (bytes: Uint8Array, from: number, count: number): number =>
  bytes.subarray(from, from + count).reduce((value, byte) => value * 256 + byte, 0);
