import { statement } from '../statement.ts';

/** The office searches by the id of a charge. */
export const up = statement(`
ALTER TABLE entry ADD INDEX IF NOT EXISTS entry_charge (charge)
`);
