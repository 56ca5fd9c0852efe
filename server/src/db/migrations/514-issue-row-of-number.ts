import { statement } from '../statement.ts';

/** For whom an earlier list named before they had an account, and to forget who has left. */
export const up = statement(
  'ALTER TABLE issue_row ADD INDEX IF NOT EXISTS issue_row_number (student_number)',
);
