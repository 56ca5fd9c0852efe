import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS payout (
  batch CHAR(26) NOT NULL PRIMARY KEY,
  state VARCHAR(10) NOT NULL,
  file_hash CHAR(64) NOT NULL,
  prepared_by CHAR(26) NOT NULL,
  figures LONGTEXT NOT NULL,
  sequence BIGINT NOT NULL
) CHARACTER SET ascii COLLATE ascii_bin
`);
