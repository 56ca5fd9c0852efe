import { statement } from '../statement.ts';

/** Amounts are searched whatever their direction. */
export const up = statement(`
ALTER TABLE entry ADD COLUMN IF NOT EXISTS won BIGINT AS (ABS(amount)) VIRTUAL
`);
