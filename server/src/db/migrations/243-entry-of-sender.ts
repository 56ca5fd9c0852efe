import { statement } from '../statement.ts';

/** The office searches by sender. */
export const up = statement(`
ALTER TABLE entry ADD INDEX IF NOT EXISTS entry_sender (sender, sequence)
`);
