import { statement } from '../statement.ts';

/** As entry_sender_page, for the other side. */
export const up = statement(`
ALTER TABLE entry ADD INDEX IF NOT EXISTS entry_receiver_page (receiver, sequence, account, kind, won, at)
`);
