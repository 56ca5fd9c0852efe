import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS order_attempt (
  order_id CHAR(26) NOT NULL,
  type VARCHAR(24) NOT NULL,
  part SMALLINT NOT NULL,
  state VARCHAR(10) NOT NULL CHECK (state IN ('received', 'in_flight', 'committed', 'refused', 'unknown', 'void')),
  digest CHAR(64) NOT NULL,
  code VARCHAR(32) NULL,
  detail VARCHAR(500) NULL,
  result LONGTEXT NULL,
  signed LONGTEXT NULL,
  received_at BIGINT NOT NULL,
  settled_at BIGINT NULL,
  PRIMARY KEY (order_id, type, part),
  INDEX order_attempt_state (state, received_at)
) CHARACTER SET ascii COLLATE ascii_bin
`);
