import { concatBytes, utf8 } from '../bytes.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Order } from './order.ts';
import type { Slip } from './vendors.ts';

/** What devices sign. Apart from the schemas, which a phone does not need before it signs. */

const domainLine = 'kumoh-pay.v1';

/** What is signed: `kumoh-pay.v1`, ledger name, type and canonical JSON of {type, id, body, at}, on four lines. Its SHA-256 is the order's digest. */
export function orderBytes(ledger: string, order: Order): Uint8Array<ArrayBuffer> {
  const { type, id, body, at } = order;
  return utf8([domainLine, ledger, type, canonicalJson({ type, id, body, at })].join('\n'));
}

/** What the officer signs for pairing a terminal. */
export const slipBytes = (ledger: string, slip: Slip): Uint8Array<ArrayBuffer> =>
  concatBytes(utf8([`${domainLine}.slip`, ledger, canonicalJson(slip)].join('\n')));
