import { statement } from '../statement.ts';

/** Holders of each programme are counted from the index alone. */
export const up = statement(`
ALTER TABLE balance ADD INDEX IF NOT EXISTS balance_programme_amount (programme, amount)
`);
