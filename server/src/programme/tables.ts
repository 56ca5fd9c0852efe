export interface ProgrammeTables {
  /** What people call a programme; the ledger knows its id and the funder's short name. */
  programme_record: { programme: string; name: string; created_at: number };
}
