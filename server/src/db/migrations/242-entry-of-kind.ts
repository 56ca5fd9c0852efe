import { statement } from '../statement.ts';

/** The office searches by kind. */
export const up = statement(`
ALTER TABLE entry ADD INDEX IF NOT EXISTS entry_kind (kind, sequence)
`);
