import { statement } from '../statement.ts';

/** Amounts of one vendor: answered from the index alone. */
export const up = statement(`
ALTER TABLE entry ADD INDEX IF NOT EXISTS entry_vendor_won (vendor, sequence, won, kind, at)
`);
