export interface RosterTables {
  roster_row: { student_number: string; name: string; mail: string; listed: number; changed_at: number };
}
