import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/**
 * ECDSA P-256 with SHA-256, for the audit alone: keys are decompressed here by arithmetic of the audit's own, and
 * verified by Node's OpenSSL.
 */

/** The curve y² = x³ − 3x + b over the field of p (FIPS 186-5, SP 800-186). */
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** Keys seen, so that a terminal's thousand charges decompress its key once. Bounded: a campus has fewer keys. */
const keysKept = 50_000;
const imported = new Map<string, KeyObject | null>();

/** `key`: 33 bytes compressed, base64url. `signature`: 64 bytes r‖s, base64url. False for anything malformed. */
export function signatureHolds(key: string, bytes: Uint8Array, signature: string): boolean {
  const publicKey = importKey(key);
  const raw = Buffer.from(signature, 'base64url');
  if (publicKey === null || raw.length !== 64) return false;
  return verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw);
}

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

function importKey(key: string): KeyObject | null {
  const known = imported.get(key);
  if (known !== undefined) return known;
  if (imported.size >= keysKept) imported.clear();
  const made = decompressed(key);
  imported.set(key, made);
  return made;
}

function decompressed(key: string): KeyObject | null {
  const bytes = Buffer.from(key, 'base64url');
  const sign = bytes[0];
  if (bytes.length !== 33 || (sign !== 2 && sign !== 3)) return null;
  const x = BigInt(`0x${bytes.subarray(1).toString('hex')}`);
  if (x >= p) return null;
  const square = ((((x * x - 3n) * x + b) % p) + p) % p;
  // p ≡ 3 (mod 4), so a square's root is its power of (p + 1) / 4; anything else was no square and no point.
  const root = power(square, (p + 1n) / 4n);
  if ((root * root) % p !== square) return null;
  const y = (root & 1n) === BigInt(sign - 2) ? root : p - root;
  const coordinate = (value: bigint) =>
    Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toString('base64url');
  return createPublicKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', x: coordinate(x), y: coordinate(y) },
  });
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let factor = base % p, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % p;
    factor = (factor * factor) % p;
  }
  return result;
}
