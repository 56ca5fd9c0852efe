import type { Generated } from 'kysely';

/** Tables of the way to the ledger. They are records: a rebuild of the index leaves them alone. */

/**
 * `refused` is final, and so are `committed` and `void`. `received`: on its way; in flight when a stored carrier names it.
 * `unknown`: sent, and the server is finding out. `in_flight` is written no more; an earlier version did.
 */
export const attemptStates = ['received', 'in_flight', 'committed', 'refused', 'unknown', 'void'] as const;
/** Without an answer. */
export const openStates = ['received', 'in_flight', 'unknown'] as const;
export type AttemptState = (typeof attemptStates)[number];

export interface OrderAttemptTable {
  order_id: string;
  type: string;
  /** 0 for an order that has no parts. */
  part: number;
  state: AttemptState;
  digest: string;
  code: string | null;
  detail: string | null;
  result: string | null;
  /** The signed order as received, JSON; null for later parts, whose order stands at part 0. */
  signed: string | null;
  received_at: number;
  settled_at: number | null;
}

/** `stored`: its bytes were written down and perhaps sent. */
export const carrierStates = ['stored', 'valid', 'invalid'] as const;
export interface CarrierTable {
  transaction_id: string;
  state: (typeof carrierStates)[number];
  code: string | null;
  bytes: Buffer;
  result: string;
  /** The orders that ride in it, in their places, as JSON: id, type and part of each. */
  orders: string;
  stored_at: number;
}

/** Amounts that one pay code was refused for, separated by commas. */
export interface PayCodeTryTable {
  account: string;
  counter: number;
  amounts: string;
  /** When the row was written, in Unix milliseconds. */
  at: number;
}

/** What a phone is told when a charge of its code was refused; no ledger event says it. */
export interface RefusalNoticeTable {
  notice_id: Generated<number>;
  account: string;
  vendor: string;
  charge: string;
  code: string;
  amount: number;
  short_by: number | null;
  at: number;
}

/** One row: the last number that a refusal was given. */
export interface RefusalSequenceTable {
  id: number;
  last: number;
}

/** An issue or revoke of which not every part is done. */
export interface LongOrderTable {
  order_id: string;
  type: string;
  begun_at: number;
}

export interface FallbackNumberTable {
  number: string;
  account: string;
  code: string;
  expires_at: number;
}
export interface NumberTryTable {
  terminal: string;
  wrong: number;
  locked_until: number;
}

export interface OrderTables {
  order_attempt: OrderAttemptTable;
  carrier: CarrierTable;
  pay_code_try: PayCodeTryTable;
  refusal_notice: RefusalNoticeTable;
  refusal_sequence: RefusalSequenceTable;
  long_order: LongOrderTable;
  fallback_number: FallbackNumberTable;
  number_try: NumberTryTable;
}
