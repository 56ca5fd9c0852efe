import { statement } from '../statement.ts';

/** A day without entries has no rows in day_flow; this says that it was looked at, and up to which journal entry. */
export const up = statement(`
CREATE TABLE IF NOT EXISTS day_flow_done (
  day CHAR(10) NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL
) CHARACTER SET ascii COLLATE ascii_bin
`);
