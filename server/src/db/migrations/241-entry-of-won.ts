import { statement } from '../statement.ts';

/** The office searches by amount. */
export const up = statement(`
ALTER TABLE entry ADD INDEX IF NOT EXISTS entry_won (won, sequence)
`);
