import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS refund (
  refund CHAR(26) NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL,
  charge CHAR(26) NOT NULL,
  vendor CHAR(26) NOT NULL,
  terminal CHAR(26) NOT NULL,
  day INT NOT NULL,
  account CHAR(26) NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  revoked TINYINT NOT NULL,
  at BIGINT NOT NULL,
  INDEX refund_vendor (vendor, day, sequence),
  INDEX refund_charge (charge)
) CHARACTER SET ascii COLLATE ascii_bin
`);
