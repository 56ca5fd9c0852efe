import type { Id } from './id.ts';
import { dayBoxes } from './limits.ts';
import type { RecordKind } from './record.ts';

/** Composite keys as Fabric writes them: U+0000, type, U+0000, then each part and U+0000. */
const separator = String.fromCharCode(0);
const part = /^[0-9A-Za-z.-]+$/;

/** @throws when a part has another character: the Node shim does not refuse U+0000 in parts, which would let one key pose as another. */
export function stateKey(kind: RecordKind, ...parts: string[]): string {
  for (const text of parts) if (!part.test(text)) throw new Error(`bad key part in ${kind}`);
  return separator + [kind, ...parts].map((text) => text + separator).join('');
}

/** The kind and parts of a key, or null when it is none of ours. */
export function readStateKey(key: string): { kind: string; parts: string[] } | null {
  if (!key.startsWith(separator) || !key.endsWith(separator)) return null;
  const [kind, ...parts] = key.slice(1, -1).split(separator);
  return kind === undefined ? null : { kind, parts };
}

/** Where notes wait. `a.{account}` */
export const accountBox = (account: Id): string => `a.${account}`;
/** `v.{vendor}.{day}.{box}`, of 32 a day. */
export function vendorBox(vendor: Id, day: number, box: number): string {
  if (!(Number.isInteger(box) && box >= 0 && box < dayBoxes)) throw new Error(`no box ${box}`);
  return `v.${vendor}.${day}.${box}`;
}
/** The purse as a place in postings. */
export const pursePlace = (account: Id): string => `p.${account}`;

/** The places of postings that are no box and no purse. */
export const ledgerPlaces = ['programme', 'settled', 'revoked', 'expired'] as const;
