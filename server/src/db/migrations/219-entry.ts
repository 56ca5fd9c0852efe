import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS entry (
  sequence BIGINT NOT NULL,
  account CHAR(26) NOT NULL,
  kind VARCHAR(10) NOT NULL CHECK (kind IN ('charge', 'refund', 'send', 'receive', 'issue', 'revoke', 'expire')),
  amount BIGINT NOT NULL CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991),
  sender VARCHAR(26) NOT NULL,
  receiver VARCHAR(26) NOT NULL,
  vendor CHAR(26) NULL,
  programme CHAR(26) NULL,
  charge CHAR(26) NULL,
  order_id CHAR(26) NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (sequence, account, kind),
  INDEX entry_account (account, sequence),
  INDEX entry_vendor (vendor, sequence),
  INDEX entry_receiver (receiver, sequence),
  INDEX entry_at (at)
) CHARACTER SET ascii COLLATE ascii_bin
`);
