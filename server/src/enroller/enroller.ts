import { createHash, sign } from 'node:crypto';
import {
  base64UrlEncode,
  type Id,
  newId,
  type Order,
  type OrderOf,
  orderBytes,
  type PublicKey,
  publicKeyBytes,
  type SignedBy,
  type VoidableType,
  type Won,
  walletCertificateBytes,
  walletCertificateFields,
} from '@kumoh-pay/domain';
import type { Keys } from '../keys/keys.ts';

/** The server's own key: what it signs is only what ledger.md §4 lets an enroller sign. */

/** 64 bytes r‖s, as every signature of the system. */
const signBytes = (keys: Keys, bytes: Uint8Array): Buffer =>
  sign('sha256', bytes, { key: keys.enroller.privateKey, dsaEncoding: 'ieee-p1363' });

export function enrollerSignature(keys: Keys, ledgerName: string, order: Order): SignedBy {
  return {
    by: `officer.${keys.enroller.id}`,
    signature: base64UrlEncode(signBytes(keys, orderBytes(ledgerName, order))),
  };
}

/** An order of the enroller's own making, not signed yet. */
export const enrollerOrder = <Type extends VoidableType>(
  type: Type,
  body: OrderOf<Type>['body'],
  nowMs: number,
) => ({
  type,
  id: newId(),
  body,
  at: nowMs,
});

/** What a record was when it was looked at: SHA-256 in hex of its canonical JSON. */
export const shownDigest = (record: string): string => createHash('sha256').update(record).digest('hex');

/** Lets tablets verify a wallet's codes without the server (codes.md §1, kind 4): its fields and signature. */
export function walletCertificate(
  keys: Keys,
  ledgerName: string,
  wallet: { account: Id; key: PublicKey; offlineCap: Won; notAfterSeconds: number },
): { fields: string; signature: string } {
  const key = publicKeyBytes(wallet.key);
  if (!key) throw new Error('a wallet certificate needs a public key');
  const fields = walletCertificateFields(key, wallet.offlineCap, wallet.notAfterSeconds);
  const signature = signBytes(keys, walletCertificateBytes(ledgerName, wallet.account, fields));
  return { fields: base64UrlEncode(fields), signature: base64UrlEncode(signature) };
}
