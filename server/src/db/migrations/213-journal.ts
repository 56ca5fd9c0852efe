import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS journal (
  sequence BIGINT NOT NULL PRIMARY KEY,
  block BIGINT NOT NULL,
  transaction_id VARCHAR(80) NOT NULL,
  order_id CHAR(26) NOT NULL,
  type VARCHAR(24) NOT NULL,
  part SMALLINT NOT NULL,
  digest CHAR(64) NOT NULL,
  at BIGINT NOT NULL,
  signers VARCHAR(200) NOT NULL,
  result LONGTEXT NOT NULL,
  UNIQUE journal_order (order_id, type, part),
  INDEX journal_at (at)
) CHARACTER SET ascii COLLATE ascii_bin
`);
