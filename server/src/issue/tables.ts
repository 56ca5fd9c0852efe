/** Why a line of a list gets nothing. `twice`: the number stood above already; `had`: was given of this programme before. */
export const listProblems = ['number', 'amount', 'unknown', 'twice', 'had', 'noAccount', 'closed'] as const;
export type ListProblem = (typeof listProblems)[number];

export interface IssueTables {
  /** The list that an issue was made from, line by line, for the result file; as it was when the order was signed. */
  issue_row: {
    order_id: string;
    place: number;
    /** Empty, as the name is, once the person has left. */
    student_number: string;
    name: string;
    amount: number | null;
    account: string | null;
    problem: ListProblem | null;
    checked_at: number;
  };
}
