import { base64UrlEncode, type Id, idToBytes, newId, type PublicKey, utf8 } from '@kumoh-pay/domain';
import { mapHashToField } from '@noble/curves/abstract/modular.js';
import { p256 } from '@noble/curves/nist.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Signer } from './signer.ts';

export { readTypedCode } from '@kumoh-pay/domain';

/**
 * Keys from a code of 26 characters (128 bits) that a person writes down, or that goes from console to tablet by QR.
 * The purpose is part of the derivation, so that one code can never be used as another.
 */
export type CodePurpose = 'account-recovery' | 'officer-recovery' | 'pairing';

/**
 * 48 bytes, not 32: a 256-bit number taken modulo the group order would make small scalars slightly likelier.
 * mapHashToField (FIPS 186-5 A.2.1) reduces 384 bits to 1 … n−1, where the difference is below 2⁻¹²⁸.
 */
const scalarSeedBytes = 48;

export const newCode = (): Id => newId();

/** The key that a code stands for: HKDF-SHA-256 without salt, since the code itself is 128 random bits. @throws for no canonical code: readTypedCode first. */
export function keyFromCode(code: Id, purpose: CodePurpose): Signer {
  const seed = hkdf(sha256, idToBytes(code), undefined, utf8(`kumoh-pay.v1.${purpose}`), scalarSeedBytes);
  const secret = mapHashToField(seed, p256.Point.Fn.ORDER);
  return {
    publicKey: publicKeyFor(secret),
    sign: async (bytes) => base64UrlEncode(p256.sign(bytes, secret)),
  };
}

const publicKeyFor = (secret: Uint8Array): PublicKey => base64UrlEncode(p256.getPublicKey(secret, true));

/** Characters of a group: as many as one keeps in mind between screen and paper. */
const groupLength = 4;

/** `0ABC-DEFG-…-YZ`, for showing and copying by hand; readTypedCode takes it back. */
export const formatCode = (code: Id): string =>
  code.match(new RegExp(`.{1,${groupLength}}`, 'g'))?.join('-') ?? code;
