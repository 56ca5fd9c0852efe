import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS carrier (
  transaction_id VARCHAR(80) NOT NULL PRIMARY KEY,
  state VARCHAR(10) NOT NULL CHECK (state IN ('stored', 'valid', 'invalid')),
  code VARCHAR(40) NULL,
  bytes LONGBLOB NOT NULL,
  result LONGTEXT NOT NULL,
  stored_at BIGINT NOT NULL,
  INDEX carrier_state (state, stored_at)
) CHARACTER SET ascii COLLATE ascii_bin
`);
