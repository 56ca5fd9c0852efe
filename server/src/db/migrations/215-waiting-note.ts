import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS waiting_note (
  account CHAR(26) NOT NULL,
  note VARCHAR(42) NOT NULL,
  last_day CHAR(10) NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (account, note)
) CHARACTER SET ascii COLLATE ascii_bin
`);
