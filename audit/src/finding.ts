/** Where something is wrong: as much of block, transaction, order and key as is known. */
export interface Place {
  block?: number | undefined;
  transaction?: string | undefined;
  /** `{type} {id}`. */
  order?: string | undefined;
  /** A state key as a person reads it: `purse/{account}`. */
  key?: string | undefined;
}

/** The kinds of difference, so that a reader and a test can tell them apart. */
export type FindingKind =
  | 'block-unreadable'
  | 'block-missing'
  | 'block-hash'
  | 'chain-broken'
  | 'tip-differs'
  | 'validation-code'
  | 'not-endorsed'
  | 'carrier-unreadable'
  | 'result-differs'
  | 'journal-differs'
  | 'signature'
  | 'signer-missing'
  | 'key-not-named'
  | 'key-twice'
  | 'order-twice'
  | 'order-not-recorded'
  | 'record-unreadable'
  | 'record-overwritten'
  | 'write-unexplained'
  | 'moved-otherwise-than-posted'
  | 'posted-otherwise-than-ordered'
  | 'overdrawn'
  | 'not-conserved'
  | 'state-differs'
  | 'index-differs'
  | 'receipt-differs';

export interface Finding {
  kind: FindingKind;
  detail: string;
  place: Place;
}

/** More than this many are counted, not kept: one torn block early on makes every later figure differ. */
export const findingsKept = 1_000;

/** Collects findings; whoever checks a smaller place passes on a narrower collector. */
export class Findings {
  readonly list: Finding[];
  readonly #place: Place;
  readonly #count: { total: number };

  constructor(place: Place = {}, list: Finding[] = [], count = { total: 0 }) {
    this.#place = place;
    this.list = list;
    this.#count = count;
  }

  get total(): number {
    return this.#count.total;
  }

  at(place: Place): Findings {
    return new Findings({ ...this.#place, ...place }, this.list, this.#count);
  }

  add(kind: FindingKind, detail: string, place: Place = {}): void {
    this.#count.total += 1;
    if (this.list.length < findingsKept)
      this.list.push({ kind, detail, place: { ...this.#place, ...place } });
  }
}

export function describePlace(place: Place): string {
  const parts = [
    place.block === undefined ? '' : `block ${place.block}`,
    place.transaction === undefined ? '' : `transaction ${place.transaction}`,
    place.order === undefined ? '' : `order ${place.order}`,
    place.key === undefined ? '' : `key ${place.key}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'the whole ledger' : parts.join(', ');
}
