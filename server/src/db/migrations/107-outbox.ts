import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS outbox (
  id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  state VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  letter BLOB NULL,
  tries INT NOT NULL,
  next_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  sent_at BIGINT NULL,
  INDEX outbox_next (state, next_at)
)
`);
