import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS bootstrap_order (
  id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
  order_text MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  signatures TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  done_at BIGINT NULL
)
`);
