/** Why a member says that a charge is not right. */
export const disputeReasons = ['wrong-amount', 'charged-twice', 'not-served', 'not-mine', 'other'] as const;
export type DisputeReason = (typeof disputeReasons)[number];

/**
 * What is written down. That the vendor has refunded is read from the ledger, and so is never out of step with it.
 * open: the vendor's counter answers. declined: it said no, with a reason. office: the member took it further. closed: the
 * office has answered. withdrawn: by the member.
 */
export const disputeStates = ['open', 'declined', 'office', 'closed', 'withdrawn'] as const;
export type DisputeState = (typeof disputeStates)[number];

/** Records: a rebuild of the index leaves them alone. Amounts in won, times in Unix milliseconds. */
export interface DisputeTables {
  dispute: {
    id: string;
    vendor: string;
    charge: string;
    account: string;
    /** The charge's place in the journal. */
    sequence: number;
    reason: DisputeReason;
    /** What it should have been; null where that is not the question. */
    expected: number | null;
    words: string;
    state: DisputeState;
    /** What had been refunded when it was opened or taken further: any refund after that is an answer. */
    refunded_before: number;
    opened_at: number;
    answer: string | null;
    /** `staff.{id}` or `officer.{id}`. */
    answered_by: string | null;
    answered_at: number | null;
  };
}
