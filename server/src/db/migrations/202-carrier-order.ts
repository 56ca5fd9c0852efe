import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS carrier_order (
  transaction_id VARCHAR(80) NOT NULL,
  place SMALLINT NOT NULL,
  order_id CHAR(26) NOT NULL,
  type VARCHAR(24) NOT NULL,
  part SMALLINT NOT NULL,
  PRIMARY KEY (transaction_id, place),
  INDEX carrier_order_order (order_id, type, part)
) CHARACTER SET ascii COLLATE ascii_bin
`);
