import { utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Id } from './id.ts';
import type { Settlement, Vendor } from './record.ts';

/** What an approver approves: the SHA-256 of these bytes is `shown` in approve, reject and preparePayout. The payee is the vendor's present one. */
export const settlementFigures = (
  ledger: string,
  vendor: Id,
  day: number,
  settlement: Settlement,
  payee: Vendor['payee'],
): Uint8Array<ArrayBuffer> => utf8(canonicalJson({ ledger, vendor, day, settlement, payee }));
