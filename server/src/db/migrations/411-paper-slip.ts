import { statement } from '../statement.ts';

/** What a counter wrote on paper while nothing else worked. `ended` null: asked for, or paid, which the ledger says. */
export const up = statement(`
CREATE TABLE IF NOT EXISTS paper_slip (
  vendor CHAR(26) NOT NULL,
  number INT NOT NULL CHECK (number BETWEEN 1 AND 999999),
  charge CHAR(26) NOT NULL,
  terminal CHAR(26) NOT NULL,
  account CHAR(26) NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  request VARCHAR(400) NOT NULL,
  written_at BIGINT NOT NULL,
  entered_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended VARCHAR(10) NULL,
  PRIMARY KEY (vendor, number),
  INDEX paper_slip_account (account, expires_at),
  INDEX paper_slip_entered (vendor, entered_at)
) CHARACTER SET ascii COLLATE ascii_bin
`);
