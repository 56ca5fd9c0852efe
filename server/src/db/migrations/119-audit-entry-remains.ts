import { statement } from '../statement.ts';

export const up = statement(`
CREATE TRIGGER IF NOT EXISTS audit_entry_remains BEFORE DELETE ON audit_entry
FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the audit log is append-only'
`);
