import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS ledger_programme (
  programme CHAR(26) NOT NULL PRIMARY KEY,
  funder VARCHAR(32) NOT NULL,
  first_day CHAR(10) NOT NULL,
  last_day CHAR(10) NOT NULL,
  budget BIGINT NOT NULL CHECK (budget BETWEEN 0 AND 9007199254740991),
  vendors TEXT NULL,
  transferable TINYINT NOT NULL
) CHARACTER SET ascii COLLATE ascii_bin
`);
