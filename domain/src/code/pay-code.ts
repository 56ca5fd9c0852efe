import { base64UrlEncode, concatBytes, utf8 } from '../bytes.ts';
import type { Id } from '../id.ts';
import { idBytes, idFromBytes, idToBytes } from '../id.ts';
import type { PublicKey, Signature } from '../key.ts';
import { publicKeyBytesLength, signatureBytesLength } from '../key.ts';
import type { Won } from '../won.ts';
import { won } from '../won.ts';
import {
  bytesFromDigits,
  codeKinds,
  codeVersion,
  digitsFromBytes,
  readInteger,
  writeInteger,
} from './digits.ts';

/** codes.md §1: kind, version, account, counter (6 bytes, ms), cap (3 bytes, won), signature; kind 4 adds the wallet certificate. */
const counterAt = 2 + idBytes;
const capAt = counterAt + 6;
const signatureAt = capAt + 3;
const certificateAt = signatureAt + signatureBytesLength;
const certificateLength = publicKeyBytesLength + 3 + 4 + signatureBytesLength;

/** The largest cap that three bytes hold. */
export const codeCapMax = 2 ** 24 - 1;
/** The cap that a member's codes carry unless the member sets another, in won. */
export const codeCapDefault = 30_000;

export interface WalletCertificate {
  key: PublicKey;
  offlineCap: Won;
  notAfterSeconds: number;
  /** What the enroller signed, to be verified under the ledger's name by `walletCertificateBytes`. */
  signedFields: Uint8Array;
  signature: Signature;
}
export interface PayCode {
  account: Id;
  /** Milliseconds by the server's clock as the phone last knew it; each code's is higher than the last. */
  counter: number;
  cap: Won;
  /** Kind, version and the three fields: what the account signed, to be verified under the ledger's name by `payCodeBytes`. */
  fields: Uint8Array;
  signature: Signature;
  certificate: WalletCertificate | null;
}

export function payCodeFields(
  code: { account: Id; counter: number; cap: Won },
  offline = false,
): Uint8Array<ArrayBuffer> {
  const kind = offline ? codeKinds.payOffline : codeKinds.pay;
  return concatBytes(
    Uint8Array.of(kind, codeVersion),
    idToBytes(code.account),
    writeInteger(code.counter, 6),
    writeInteger(code.cap, 3),
  );
}
/** What the account's key signs. */
export const payCodeBytes = (ledger: string, fields: Uint8Array): Uint8Array<ArrayBuffer> =>
  concatBytes(utf8(`kumoh-pay.v1.paycode\n${ledger}\n`), fields);

export const walletCertificateFields = (
  key: Uint8Array,
  offlineCap: Won,
  notAfterSeconds: number,
): Uint8Array<ArrayBuffer> => concatBytes(key, writeInteger(offlineCap, 3), writeInteger(notAfterSeconds, 4));
/** What the enroller signs for a wallet whose codes may be taken offline. */
export const walletCertificateBytes = (
  ledger: string,
  account: Id,
  fields: Uint8Array,
): Uint8Array<ArrayBuffer> =>
  concatBytes(utf8(`kumoh-pay.v1.wallet\n${ledger}\n`), idToBytes(account), fields);

/** The digits to show: fields and signature, and for kind 4 the certificate's fields and signature. */
export const payCodeDigits = (
  fields: Uint8Array,
  signature: Uint8Array,
  certificate?: { fields: Uint8Array; signature: Uint8Array },
): string =>
  digitsFromBytes(
    certificate
      ? concatBytes(fields, signature, certificate.fields, certificate.signature)
      : concatBytes(fields, signature),
  );

/** Null for anything but a whole pay code of this version; signatures are not looked at here. */
export function readPayCode(digits: string): PayCode | null {
  const bytes = bytesFromDigits(digits);
  if (!bytes || bytes[1] !== codeVersion) return null;
  const offline = bytes[0] === codeKinds.payOffline;
  if (!offline && bytes[0] !== codeKinds.pay) return null;
  if (bytes.length !== certificateAt + (offline ? certificateLength : 0)) return null;
  return {
    account: idFromBytes(bytes.subarray(2, counterAt)),
    counter: readInteger(bytes, counterAt, 6),
    cap: won(readInteger(bytes, capAt, 3)),
    fields: bytes.slice(0, signatureAt),
    signature: base64UrlEncode(bytes.subarray(signatureAt, certificateAt)),
    certificate: offline ? readCertificate(bytes.subarray(certificateAt)) : null,
  };
}

function readCertificate(bytes: Uint8Array): WalletCertificate {
  const fieldsLength = certificateLength - signatureBytesLength;
  return {
    key: base64UrlEncode(bytes.subarray(0, publicKeyBytesLength)),
    offlineCap: won(readInteger(bytes, publicKeyBytesLength, 3)),
    notAfterSeconds: readInteger(bytes, publicKeyBytesLength + 3, 4),
    signedFields: bytes.slice(0, fieldsLength),
    signature: base64UrlEncode(bytes.subarray(fieldsLength)),
  };
}
