import { createECDH, createHash, createPrivateKey } from 'node:crypto';
import { type Id, idFromBytes } from '@kumoh-pay/domain';
import { Hand } from '../hand.ts';

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** An id made from a name, so that a run with the same seed has the same ids. */
export const idOf = (name: string): Id => idFromBytes(hash(`id ${name}`).subarray(0, 16));

const hands = new Map<string, Hand>();

/** A key made from a name, which is its secret: for tests alone. */
export function handOf(name: string): Hand {
  const known = hands.get(name);
  if (known) return known;
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(hash(`key ${name}`));
  const point = curve.getPublicKey();
  const coordinate = (bytes: Buffer) =>
    Buffer.concat([Buffer.alloc(32 - bytes.length), bytes]).toString('base64url');
  const hand = new Hand(
    createPrivateKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        d: coordinate(curve.getPrivateKey()),
        x: coordinate(point.subarray(1, 33)),
        y: coordinate(point.subarray(33)),
      },
    }),
  );
  hands.set(name, hand);
  return hand;
}
