import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS refusal_notice (
  notice_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account CHAR(26) NOT NULL,
  vendor CHAR(26) NOT NULL,
  charge CHAR(26) NOT NULL,
  code VARCHAR(32) NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  short_by BIGINT NULL CHECK (short_by BETWEEN 1 AND 9007199254740991),
  at BIGINT NOT NULL,
  INDEX refusal_notice_account (account, notice_id),
  INDEX refusal_notice_at (at)
) CHARACTER SET ascii COLLATE ascii_bin
`);
