import { statement } from '../statement.ts';

/** A vendor's pages in their own order, with what they are filtered by: read from the index alone, and never sorted. */
export const up = statement(`
ALTER TABLE entry ADD INDEX IF NOT EXISTS entry_vendor_page (vendor, sequence, account, kind, won, at)
`);
