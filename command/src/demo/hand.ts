import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  compressPublicKey,
  type Id,
  newId,
  type Order,
  type OrderOf,
  type OrderType,
  orderBytes,
  type PublicKey,
  payCodeBytes,
  payCodeDigits,
  payCodeFields,
  publicKeyBytes,
  requestCodeBytes,
  requestCodeDigits,
  requestCodeFields,
  type SignedBy,
  type SignedOrder,
  type SignerRole,
  walletCertificateBytes,
  walletCertificateFields,
  won,
} from '@kumoh-pay/domain';

/** A key as some device holds it, for tests, demo and benchmarks that play the devices. */
export class Hand {
  readonly publicKey: PublicKey;
  readonly #key: KeyObject;

  constructor(key: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey) {
    this.#key = key;
    const { x, y } = key.export({ format: 'jwk' });
    this.publicKey = compressPublicKey(
      Buffer.concat([Buffer.of(4), Buffer.from(x ?? '', 'base64url'), Buffer.from(y ?? '', 'base64url')]),
    );
  }

  static fromPem(pem: string): Hand {
    return new Hand(createPrivateKey(pem));
  }

  toPem(): string {
    return this.#key.export({ format: 'pem', type: 'pkcs8' }).toString();
  }

  sign(bytes: Uint8Array): Uint8Array {
    return sign('sha256', bytes, { key: this.#key, dsaEncoding: 'ieee-p1363' });
  }

  signText(bytes: Uint8Array): string {
    return Buffer.from(this.sign(bytes)).toString('base64url');
  }

  signOrder(ledger: string, order: Order, role: SignerRole, id: Id): SignedBy {
    return { by: `${role}.${id}`, signature: this.signText(orderBytes(ledger, order)) };
  }

  /** With a wallet certificate, a code that may be taken offline. */
  payCode(
    ledger: string,
    account: Id,
    counter: number,
    cap: number,
    certificate?: { fields: Uint8Array; signature: Uint8Array },
  ): string {
    const fields = payCodeFields({ account, counter, cap: won(cap) }, certificate !== undefined);
    return payCodeDigits(fields, this.sign(payCodeBytes(ledger, fields)), certificate);
  }

  /** What the enroller's key certifies for a wallet. */
  certificate(
    ledger: string,
    wallet: { account: Id; key: PublicKey; offlineCap: number; notAfterSeconds: number },
  ): { fields: Uint8Array; signature: Uint8Array } {
    const key = publicKeyBytes(wallet.key);
    if (key === null) throw new Error('not a public key');
    const fields = walletCertificateFields(key, won(wallet.offlineCap), wallet.notAfterSeconds);
    return { fields, signature: this.sign(walletCertificateBytes(ledger, wallet.account, fields)) };
  }

  requestCode(
    ledger: string,
    request: { charge: Id; terminal: Id; amount: number; expiresSeconds: number },
  ): string {
    const fields = requestCodeFields({ ...request, amount: won(request.amount) });
    return requestCodeDigits(fields, this.sign(requestCodeBytes(ledger, fields)));
  }
}

export interface Signing {
  hand: Hand;
  role: SignerRole;
  id: Id;
}

/** An order of the type with this body, signed by all of these. */
export function signedOrder<Type extends OrderType>(
  ledger: string,
  type: Type,
  body: OrderOf<Type>['body'],
  at: number,
  signers: readonly Signing[],
  more: { id?: Id; hints?: string[]; part?: number } = {},
): SignedOrder {
  const order = { type, id: more.id ?? newId(), body, at } as Order;
  const signatures = signers.map(({ hand, role, id }) => hand.signOrder(ledger, order, role, id));
  return {
    order,
    signatures,
    ...(more.hints ? { hints: more.hints } : {}),
    ...(more.part === undefined ? {} : { part: more.part }),
  };
}

export const digestOf = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('hex');
