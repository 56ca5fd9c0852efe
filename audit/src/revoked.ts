import { createVerify, type X509Certificate } from 'node:crypto';

/** A piece of DER: its tag, what is in it, and all of it. */
interface Element {
  tag: number;
  content: Buffer;
  whole: Buffer;
}

const tags = { integer: 0x02, sequence: 0x30, utcTime: 0x17, time: 0x18 };

/** Hashes by the algorithm's object identifier in hex: ECDSA and RSA with SHA-256, 384 and 512. */
const hashes = new Map([
  ['2a8648ce3d040302', 'sha256'],
  ['2a8648ce3d040303', 'sha384'],
  ['2a8648ce3d040304', 'sha512'],
  ['2a864886f70d01010b', 'sha256'],
  ['2a864886f70d01010c', 'sha384'],
  ['2a864886f70d01010d', 'sha512'],
]);

/**
 * Whether one of an organisation's lists (X.509 CRL, PEM or DER) names the certificate and is its authority's own. As
 * peers have it (msp/mspimplvalidate.go): a list that nobody's signature holds together counts for nothing.
 */
export function isRevoked(
  certificate: X509Certificate,
  authority: X509Certificate,
  lists: readonly Uint8Array[],
): boolean {
  const serial = BigInt(`0x${certificate.serialNumber}`);
  return lists.some((list) => {
    try {
      return names(derOf(list), serial, authority);
    } catch {
      return false; // No list at all; a peer does not start with one.
    }
  });
}

function names(list: Buffer, serial: bigint, authority: X509Certificate): boolean {
  const [body, algorithm, signature] = elementsOf(elementsOf(list)[0]?.content);
  if (!body || !algorithm || !signature) return false;
  const hash = hashes.get(elementsOf(algorithm.content)[0]?.content.toString('hex') ?? '');
  if (hash === undefined || !serialsOf(body).includes(serial)) return false;
  // A bit string begins with the number of bits that are not used: none.
  return createVerify(hash).update(body.whole).verify(authority.publicKey, signature.content.subarray(1));
}

/** After version, algorithm, issuer and one or two times comes the list of those revoked, if there are any. */
function serialsOf(body: Element): bigint[] {
  const parts = elementsOf(body.content);
  const lastTime = parts.findLastIndex(({ tag }) => tag === tags.utcTime || tag === tags.time);
  const revoked = parts[lastTime + 1];
  if (revoked?.tag !== tags.sequence) return [];
  return elementsOf(revoked.content).flatMap(({ content }) => {
    const [serial] = elementsOf(content);
    return serial?.tag === tags.integer ? [BigInt(`0x${serial.content.toString('hex')}`)] : [];
  });
}

/** @throws for bytes that are cut off */
function elementsOf(bytes: Buffer = Buffer.alloc(0)): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const short = bytes.readUInt8(at + 1);
    const lengthBytes = short < 0x80 ? 0 : short & 0x7f;
    const length = lengthBytes === 0 ? short : bytes.readUIntBE(at + 2, lengthBytes);
    const start = at + 2 + lengthBytes;
    if (start + length > bytes.length) throw new Error('a piece of DER is cut off');
    const [content, whole] = [bytes.subarray(start, start + length), bytes.subarray(at, start + length)];
    elements.push({ tag: bytes.readUInt8(at), content, whole });
    at = start + length;
  }
  return elements;
}

function derOf(list: Uint8Array): Buffer {
  const text = Buffer.from(list).toString('latin1');
  const inner = /-----BEGIN X509 CRL-----([\sA-Za-z0-9+/=]+)-----END X509 CRL-----/.exec(text)?.[1];
  return inner === undefined ? Buffer.from(list) : Buffer.from(inner, 'base64');
}
