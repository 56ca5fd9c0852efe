import { sha256Hex, utf8 } from './bytes.ts';

/** Enough of a fingerprint to compare by eye: 64 bits. */
const fingerprintLength = 16;
export const fingerprint = (hex: string): string =>
  hex.slice(0, fingerprintLength).match(/.{4}/g)?.join(' ') ?? hex;
/** A key's fingerprint, as two people read it to each other: phone, desk and office form it the same. */
export const fingerprintOf = async (key: string): Promise<string> => fingerprint(await sha256Hex(utf8(key)));
