import { statement } from '../statement.ts';

/** entry_vendor_page has taken its place. */
export const up = statement(`
ALTER TABLE entry DROP INDEX IF EXISTS entry_vendor_won
`);
