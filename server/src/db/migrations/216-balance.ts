import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS balance (
  account CHAR(26) NOT NULL,
  programme CHAR(26) NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 0 AND 9007199254740991),
  PRIMARY KEY (account, programme),
  INDEX balance_programme (programme)
) CHARACTER SET ascii COLLATE ascii_bin
`);
