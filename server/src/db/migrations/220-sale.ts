import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS sale (
  charge CHAR(26) NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL,
  vendor CHAR(26) NOT NULL,
  terminal CHAR(26) NOT NULL,
  day INT NOT NULL,
  account CHAR(26) NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  refunded BIGINT NOT NULL CHECK (refunded BETWEEN 0 AND 9007199254740991),
  at BIGINT NOT NULL,
  CHECK (refunded <= amount),
  INDEX sale_vendor (vendor, day, sequence)
) CHARACTER SET ascii COLLATE ascii_bin
`);
