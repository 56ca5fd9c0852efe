import type { Generated } from 'kysely';

/** Tables of the way to the ledger. They are records: a rebuild of the index leaves them alone. */

/** `refused` is final, and so are `committed` and `void`. `unknown`: sent, and the server is finding out. */
export const attemptStates = ['received', 'in_flight', 'committed', 'refused', 'unknown', 'void'] as const;
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
  stored_at: number;
}

/** Which orders rode in which carrier, in which place. */
export interface CarrierOrderTable {
  transaction_id: string;
  place: number;
  order_id: string;
  type: string;
  part: number;
}

/** Amounts that one pay code was tried for, ascending, separated by commas. */
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
  carrier_order: CarrierOrderTable;
  pay_code_try: PayCodeTryTable;
  refusal_notice: RefusalNoticeTable;
  fallback_number: FallbackNumberTable;
  number_try: NumberTryTable;
}
