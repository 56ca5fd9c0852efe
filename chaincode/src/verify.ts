import { createHash, createPublicKey, ECDH, type KeyObject, verify } from 'node:crypto';
import { base64UrlDecode, type PublicKey, publicKeyBytes, type Signature } from '@kumoh-pay/domain';

/** Imported keys, never state: importing costs more than verifying. A terminal, its vendor's customers at lunch, and then some. */
const cachedKeysMax = 5_000;
const cache = new Map<PublicKey, KeyObject | null>();

/** ECDSA P-256 with SHA-256 over the bytes. False for a key that is no point of the curve. */
export function verifySignature(key: PublicKey, bytes: Uint8Array, signature: Signature): boolean {
  const imported = importKey(key);
  const raw = base64UrlDecode(signature);
  return (
    imported !== null &&
    raw !== null &&
    verify('sha256', bytes, { key: imported, dsaEncoding: 'ieee-p1363' }, raw)
  );
}

/** True for a key under which a signature can be good. */
export const isPoint = (key: PublicKey): boolean => importKey(key) !== null;

function importKey(key: PublicKey): KeyObject | null {
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (cache.size >= cachedKeysMax) cache.clear();
  const imported = decompress(key);
  cache.set(key, imported);
  return imported;
}

function decompress(key: PublicKey): KeyObject | null {
  const compressed = publicKeyBytes(key);
  if (!compressed) return null;
  try {
    const point = Buffer.from(
      ECDH.convertKey(compressed, 'prime256v1', undefined, undefined, 'uncompressed') as Buffer,
    );
    const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  } catch {
    return null; // Not on the curve: no signature is good under it, as under any key that nobody holds.
  }
}

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');
