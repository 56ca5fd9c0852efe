import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  base64UrlEncode,
  compressPublicKey,
  newId,
  type Order,
  type OrderOf,
  orderBytes,
  type PublicKey,
  type SignedBy,
  type SignerRole,
  type VoidableType,
} from '@kumoh-pay/domain';

/** A device's key pair, as a browser would hold it. */
export interface Signer {
  key: PublicKey;
  bytes(bytes: Uint8Array): string;
  order(ledgerName: string, role: SignerRole, id: string, order: Order): SignedBy;
}

export const newKeyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

export function newSigner({ privateKey, publicKey } = newKeyPair()): Signer {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const bytes = (data: Uint8Array) => signBytes(privateKey, data);
  return {
    key: compressPublicKey(new Uint8Array(spki.subarray(-65))),
    bytes,
    order: (ledgerName, role, id, order) => ({
      by: `${role}.${id}`,
      signature: bytes(orderBytes(ledgerName, order)),
    }),
  };
}

const signBytes = (key: KeyObject, data: Uint8Array): string =>
  base64UrlEncode(sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' }));

export const newOrder = <Type extends VoidableType>(type: Type, body: OrderOf<Type>['body']) => ({
  type,
  id: newId(),
  body,
  at: Date.now(),
});
