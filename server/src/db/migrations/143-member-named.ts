import { statement } from '../statement.ts';

/** The office looks for people by a part of their name or number: read from the index alone, a fifth of what the rows take. */
export const up = statement(`
ALTER TABLE member ADD INDEX IF NOT EXISTS member_named (name, student_number, account)
`);
