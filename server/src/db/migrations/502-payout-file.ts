import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS payout_file (
  batch CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  sealed MEDIUMBLOB NOT NULL,
  created_at BIGINT NOT NULL
)
`);
