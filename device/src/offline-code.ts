import {
  base64UrlDecode,
  codeAfterMs,
  codeBeforeMs,
  codeClockWrongMs,
  type Id,
  ok,
  type PublicKey,
  payCodeBytes,
  publicKeyBytes,
  type Result,
  readPayCode,
  refuse,
  walletCertificateBytes,
} from '@kumoh-pay/domain';
import { p256 } from '@noble/curves/nist.js';

/** Whose certificates are trusted, and for which ledger. */
export interface OfflineTrust {
  ledgerName: string;
  enroller: PublicKey;
}
export interface OfflineCode {
  account: Id;
  counter: number;
  /** The most that this code may take without a connection: the lower of the certificate's cap and the code's own, in won. */
  cap: number;
}

/**
 * What a device without a connection can find out about a pay code: that its owner allows it, that the server has
 * vouched for the owner's key, and that the code is alive. The ledger judges the same again, and what only it knows.
 */
export function checkOfflineCode(digits: string, trust: OfflineTrust, nowMs: number): Result<OfflineCode> {
  const code = readPayCode(digits);
  if (!code?.certificate) return refuse('OFFLINE_NOT_ALLOWED');
  const { account, counter, certificate } = code;
  const vouched = walletCertificateBytes(trust.ledgerName, account, certificate.signedFields);
  if (!isSigned(trust.enroller, vouched, certificate.signature))
    return refuse('BAD_SIGNATURE', 'certificate');
  if (!isSigned(certificate.key, payCodeBytes(trust.ledgerName, code.fields), code.signature))
    return refuse('BAD_SIGNATURE', 'code');
  if (certificate.notAfterSeconds * 1_000 < nowMs) return refuse('CODE_EXPIRED', 'certificate');
  if (Math.abs(nowMs - counter) > codeClockWrongMs || counter > nowMs + codeBeforeMs)
    return refuse('CLOCK_WRONG');
  if (nowMs > counter + codeAfterMs) return refuse('CODE_EXPIRED');
  return ok({ account, counter, cap: Math.min(certificate.offlineCap, code.cap) });
}

/** False also for a key or signature that is none: what was scanned comes from a stranger. */
function isSigned(key: PublicKey, bytes: Uint8Array, signature: string): boolean {
  const [point, raw] = [publicKeyBytes(key), base64UrlDecode(signature)];
  if (!point || !raw) return false;
  try {
    return p256.verify(raw, bytes, point, { lowS: false });
  } catch {
    return false;
  }
}
