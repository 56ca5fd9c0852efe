import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS part_payment (
  vendor CHAR(26) NOT NULL,
  refused_charge CHAR(26) NOT NULL,
  account CHAR(26) NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  of_amount BIGINT NOT NULL CHECK (of_amount BETWEEN 1 AND 9007199254740991),
  charge CHAR(26) NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (vendor, refused_charge),
  INDEX part_payment_charge (vendor, charge)
) CHARACTER SET ascii COLLATE ascii_bin
`);
