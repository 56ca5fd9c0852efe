export interface ActTables {
  /** An order that somebody answers for, from before it is sent until what follows from it here is written. */
  act: {
    order_id: string;
    type: string;
    /** As the audit log names it: `officer.{id}` or `terminal.{id}`. */
    actor: string;
    begun_at: number;
    /** Null while the order, or what follows from it, is under way. */
    done_at: number | null;
  };
}
