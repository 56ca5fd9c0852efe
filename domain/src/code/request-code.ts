import { base64UrlEncode, concatBytes, utf8 } from '../bytes.ts';
import type { Id } from '../id.ts';
import { idBytes, idFromBytes, idToBytes } from '../id.ts';
import type { Signature } from '../key.ts';
import { signatureBytesLength } from '../key.ts';
import type { Won } from '../won.ts';
import { amountMax, won } from '../won.ts';
import {
  bytesFromDigits,
  codeKinds,
  codeVersion,
  digitsFromBytes,
  readInteger,
  writeInteger,
} from './digits.ts';

/** codes.md §2: kind, version, charge, terminal, amount (4), expiry in Unix seconds (4), the terminal's signature. */
const terminalAt = 2 + idBytes;
const amountAt = terminalAt + idBytes;
const expiryAt = amountAt + 4;
const signatureAt = expiryAt + 4;

export interface RequestCode {
  charge: Id;
  terminal: Id;
  amount: Won;
  expiresSeconds: number;
  /** What the terminal signed, to be verified under the ledger's name by `requestCodeBytes`. */
  fields: Uint8Array;
  signature: Signature;
}

export const requestCodeFields = (code: {
  charge: Id;
  terminal: Id;
  amount: Won;
  expiresSeconds: number;
}): Uint8Array<ArrayBuffer> =>
  concatBytes(
    Uint8Array.of(codeKinds.request, codeVersion),
    idToBytes(code.charge),
    idToBytes(code.terminal),
    writeInteger(code.amount, 4),
    writeInteger(code.expiresSeconds, 4),
  );
/** What the terminal's key signs. */
export const requestCodeBytes = (ledger: string, fields: Uint8Array): Uint8Array<ArrayBuffer> =>
  concatBytes(utf8(`kumoh-pay.v1.request\n${ledger}\n`), fields);

export const requestCodeDigits = (fields: Uint8Array, signature: Uint8Array): string =>
  digitsFromBytes(concatBytes(fields, signature));

/** Null for anything but a whole request code of this version with an amount that may be charged. */
export function readRequestCode(digits: string): RequestCode | null {
  const bytes = bytesFromDigits(digits);
  if (
    !bytes ||
    bytes[0] !== codeKinds.request ||
    bytes[1] !== codeVersion ||
    bytes.length !== signatureAt + signatureBytesLength
  )
    return null;
  const amount = readInteger(bytes, amountAt, 4);
  if (amount < 1 || amount > amountMax) return null;
  return {
    charge: idFromBytes(bytes.subarray(2, terminalAt)),
    terminal: idFromBytes(bytes.subarray(terminalAt, amountAt)),
    amount: won(amount),
    expiresSeconds: readInteger(bytes, expiryAt, 4),
    fields: bytes.slice(0, signatureAt),
    signature: base64UrlEncode(bytes.subarray(signatureAt)),
  };
}
