import { z } from 'zod';

/**
 * Ids are 128 random bits in 26 characters of Crockford base32, canonical form only: upper case, none of ILOU, and a
 * first character of 0 to 7, since 26 characters hold 130 bits.
 */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const idLength = 26;
export const idBytes = 16;

export type Id = string;
export const idSchema = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'not an id');

export function idFromBytes(bytes: Uint8Array): Id {
  if (bytes.length !== idBytes) throw new Error(`an id has ${idBytes} bytes, not ${bytes.length}`);
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let shift = 125n; shift >= 0n; shift -= 5n) text += letters[Number((value >> shift) & 31n)];
  return text;
}

/** @throws for anything but a canonical id: parse with idSchema first. */
export function idToBytes(id: Id): Uint8Array<ArrayBuffer> {
  let value = 0n;
  for (const letter of idSchema.parse(id)) value = (value << 5n) | BigInt(letters.indexOf(letter));
  const bytes = new Uint8Array(idBytes);
  for (let i = idBytes - 1; i >= 0; i--) {
    bytes[i] = Number(value & 255n);
    value >>= 8n;
  }
  return bytes;
}

export const newId = (): Id => idFromBytes(crypto.getRandomValues(new Uint8Array(idBytes)));

/**
 * What a person typed for a 26-character code (recovery, pairing), read kindly: lower case, blanks and hyphens are
 * allowed, O is 0, I and L are 1. Null when it is still no code.
 */
export function readTypedCode(text: string): Id | null {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return idSchema.safeParse(code).success ? code : null;
}
