export const approvalStates = ['waiting', 'done', 'refused', 'withdrawn'] as const;
export type ApprovalState = (typeof approvalStates)[number];

export interface ApprovalTables {
  /** An order that waits for a second officer. Its id is the order's. */
  approval: {
    id: string;
    type: string;
    /** The order with its first signature, as JSON. */
    signed: string;
    /** The record as the first officer saw it: canonical JSON from the ledger; null for what is new. */
    shown: string | null;
    proposed_by: string;
    proposed_at: number;
    until_at: number;
    state: ApprovalState;
    decided_by: string | null;
    decided_at: number | null;
    /** Why the ledger refused it. */
    code: string | null;
  };
}
