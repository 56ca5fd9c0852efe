import type { Generated } from 'kysely';

export interface AuditLogTables {
  audit_entry: {
    id: Generated<number>;
    at: number;
    /** `officer.{id}`, `staff.{id}`, `member.{id}` or `server`. */
    actor: string;
    act: string;
    subject: string;
    before_text: string | null;
    after_text: string | null;
  };
}
