import { statement } from '../statement.ts';

/** The office searches by programme. */
export const up = statement(`
ALTER TABLE posting ADD INDEX IF NOT EXISTS posting_programme (programme, sequence)
`);
