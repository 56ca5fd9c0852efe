import { statement } from '../statement.ts';

/** To forget who has left without reading every list that was ever issued. */
export const up = statement('ALTER TABLE issue_row ADD INDEX IF NOT EXISTS issue_row_account (account)');
