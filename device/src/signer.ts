import { type Order, orderBytes, type PublicKey, type Signature, type SignedBy } from '@kumoh-pay/domain';

/** Whoever can sign here: this device's own key, or a key made from a code that a person keeps. */
export interface Signer {
  readonly publicKey: PublicKey;
  /** 64 bytes r‖s in base64url. */
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Signature>;
}

/** @param by `{role}.{id}`, as in domain's signerSchema. */
export async function signOrderWith(
  signer: Signer,
  ledgerName: string,
  order: Order,
  by: string,
): Promise<SignedBy> {
  return { by, signature: await signer.sign(orderBytes(ledgerName, order)) };
}
