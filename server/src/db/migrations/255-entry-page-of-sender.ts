import { statement } from '../statement.ts';

/** A sender's entries with what they are filtered by: of thousands, only those of the page are read whole. */
export const up = statement(`
ALTER TABLE entry ADD INDEX IF NOT EXISTS entry_sender_page (sender, sequence, account, kind, won, at)
`);
