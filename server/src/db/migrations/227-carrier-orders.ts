import { statement } from '../statement.ts';

/** Which orders ride in the carrier, in their places: written with its bytes, in one statement. */
export const up = statement(`
ALTER TABLE carrier ADD COLUMN IF NOT EXISTS orders LONGTEXT NOT NULL DEFAULT '[]'
`);
