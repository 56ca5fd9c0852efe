import { z } from 'zod';
import { base64UrlDecode, base64UrlEncode } from './bytes.ts';

/** A P-256 public key: 33 bytes, compressed, in base64url (44 characters). */
export type PublicKey = string;
export const publicKeySchema = z.string().refine((text) => publicKeyBytes(text) !== null, 'not a public key');

/** An ECDSA P-256 signature with SHA-256: 64 bytes r‖s in base64url (86 characters). Malleable: never an id or a nonce. */
export type Signature = string;
export const signatureBytesLength = 64;
export const signatureSchema = z
  .string()
  .refine((text) => base64UrlDecode(text)?.length === signatureBytesLength, 'not a signature');

export const publicKeyBytesLength = 33;

export function publicKeyBytes(text: string): Uint8Array | null {
  if (text.length !== 44) return null;
  const bytes = base64UrlDecode(text);
  return bytes?.length === publicKeyBytesLength && (bytes[0] === 2 || bytes[0] === 3) ? bytes : null;
}

/** From the 65 bytes (04 ‖ x ‖ y) that Web Crypto exports as `raw`. */
export function compressPublicKey(raw: Uint8Array): PublicKey {
  if (raw.length !== 65 || raw[0] !== 4) throw new Error('not an uncompressed P-256 point');
  const compressed = new Uint8Array(publicKeyBytesLength);
  compressed[0] = 2 + ((raw[64] ?? 0) & 1);
  compressed.set(raw.subarray(1, publicKeyBytesLength), 1);
  return base64UrlEncode(compressed);
}
