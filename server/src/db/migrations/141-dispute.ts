import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS dispute (
  id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  vendor CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  charge CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sequence BIGINT NOT NULL,
  reason VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expected BIGINT NULL CHECK (expected BETWEEN 0 AND 9007199254740991),
  words VARCHAR(300) NOT NULL,
  state VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  refunded_before BIGINT NOT NULL CHECK (refunded_before BETWEEN 0 AND 9007199254740991),
  opened_at BIGINT NOT NULL,
  answer VARCHAR(300) NULL,
  answered_by VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  answered_at BIGINT NULL,
  UNIQUE INDEX dispute_charge (vendor, charge),
  INDEX dispute_account (account, opened_at),
  INDEX dispute_state (state, opened_at)
)
`);
