import { type Id, maskName } from '@kumoh-pay/domain';
import type { DisputeRow } from './store.ts';
import type { DisputeReason, DisputeState } from './tables.ts';

/** A dispute as everybody concerned may see it. Amounts in won, times in Unix milliseconds. */
export interface DisputeView {
  id: Id;
  charge: Id;
  vendorName: string;
  /** What was charged, and what of it was paid back so far. */
  charged: number;
  refunded: number;
  chargedAt: number;
  reason: DisputeReason;
  /** What the member says it should have been. */
  expected: number | null;
  words: string;
  /** `refunded`: the vendor gave money back after it was opened or taken further, as the ledger says. */
  state: DisputeState | 'refunded';
  openedAt: number;
  answer: string | null;
  answeredAt: number | null;
}
/** The member's own. */
export interface OwnDispute extends DisputeView {
  /** The entry of the history that it is about. */
  sequence: number;
}
/** The vendor's: the payer is masked. */
export interface CounterDispute extends DisputeView {
  payer: string;
}
/** The office's: who, by name. */
export interface OfficeDispute extends DisputeView {
  vendor: Id;
  account: Id;
  name: string | null;
  studentNumber: string | null;
}

const stateOf = ({ state, refunded, refunded_before }: DisputeRow): DisputeView['state'] =>
  state !== 'closed' && state !== 'withdrawn' && (refunded ?? 0) > refunded_before ? 'refunded' : state;

export function viewOf(row: DisputeRow): DisputeView {
  const { id, charge, reason, expected, words, answer } = row;
  return {
    id,
    charge,
    vendorName: row.vendor_name ?? row.vendor,
    charged: row.charged ?? 0,
    refunded: row.refunded ?? 0,
    chargedAt: row.charged_at ?? row.opened_at,
    reason,
    expected,
    words,
    state: stateOf(row),
    openedAt: row.opened_at,
    answer,
    answeredAt: row.answered_at,
  };
}

export const ownView = (row: DisputeRow): OwnDispute => ({ ...viewOf(row), sequence: row.sequence });

export const counterView = (row: DisputeRow): CounterDispute => ({
  ...viewOf(row),
  payer: row.member_name === null ? '*' : maskName(row.member_name),
});

export const officeView = (row: DisputeRow): OfficeDispute => ({
  ...viewOf(row),
  vendor: row.vendor,
  account: row.account,
  name: row.member_name,
  studentNumber: row.student_number,
});
