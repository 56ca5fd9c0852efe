import { statement } from '../statement.ts';

/** balance_programme_amount begins with the same column. */
export const up = statement(`
ALTER TABLE balance DROP INDEX IF EXISTS balance_programme
`);
