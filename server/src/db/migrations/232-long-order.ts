import { statement } from '../statement.ts';

/** Long orders that are not done: what the server goes on with by itself. */
export const up = statement(`
CREATE TABLE IF NOT EXISTS long_order (
  order_id CHAR(26) NOT NULL,
  type VARCHAR(24) NOT NULL,
  begun_at BIGINT NOT NULL,
  PRIMARY KEY (order_id, type)
) CHARACTER SET ascii COLLATE ascii_bin
`);
