import { createPrivateKey, sign } from 'node:crypto';

/** The order of P-256's group, and half of it: a peer refuses a signature whose s lies above (bccsp/utils, IsLowS). */
const groupOrder = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const halfOrder = groupOrder >> 1n;
const scalarBytes = 32;

/**
 * Signs as Fabric has it: ECDSA P-256 over SHA-256, DER, low s. By OpenSSL, since the client's own signer is JavaScript
 * and cost a third of all payments a second (measured). It is given whole messages: the gateway's hash is `none`.
 * @throws when the text is no P-256 private key in PEM.
 */
export function fabricSigner(privateKeyPem: string): (message: Uint8Array) => Promise<Uint8Array> {
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new Error('The private key of a Fabric identity is a P-256 key.');
  }
  return async (message) => lowS(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }));
}

/** From r‖s to DER, with s or, where that is higher, its negative, which signs the same. */
export function lowS(signature: Uint8Array): Uint8Array {
  const r = Buffer.from(signature.subarray(0, scalarBytes));
  const s = BigInt(`0x${Buffer.from(signature.subarray(scalarBytes)).toString('hex')}`);
  const low = (s > halfOrder ? groupOrder - s : s).toString(16).padStart(2 * scalarBytes, '0');
  const body = Buffer.concat([derInteger(r), derInteger(Buffer.from(low, 'hex'))]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

/** The shortest form of a positive number; a first byte of 0x80 or more would read as negative. */
function derInteger(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = bytes.subarray(first === -1 ? scalarBytes - 1 : first);
  const value = (short[0] ?? 0) < 0x80 ? short : Buffer.concat([Buffer.from([0]), short]);
  return Buffer.concat([Buffer.from([0x02, value.length]), value]);
}
