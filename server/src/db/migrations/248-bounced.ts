import { statement } from '../statement.ts';

/** Charges that were taken offline and moved no won. A row stays when the charge is paid after all: then there is a sale. */
export const up = statement(`
CREATE TABLE IF NOT EXISTS bounced (
  vendor CHAR(26) NOT NULL,
  charge CHAR(26) NOT NULL,
  sequence BIGINT NOT NULL,
  terminal CHAR(26) NOT NULL,
  account CHAR(26) NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  reason VARCHAR(24) NOT NULL,
  taken_at BIGINT NOT NULL,
  PRIMARY KEY (vendor, charge),
  INDEX bounced_taken (vendor, taken_at)
) CHARACTER SET ascii COLLATE ascii_bin
`);
