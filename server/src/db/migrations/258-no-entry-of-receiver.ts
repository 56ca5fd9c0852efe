import { statement } from '../statement.ts';

/** entry_receiver_page begins with the same columns. */
export const up = statement(`
ALTER TABLE entry DROP INDEX IF EXISTS entry_receiver
`);
