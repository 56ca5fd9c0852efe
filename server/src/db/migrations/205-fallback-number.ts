import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS fallback_number (
  number CHAR(8) NOT NULL PRIMARY KEY,
  account CHAR(26) NOT NULL UNIQUE,
  code VARCHAR(480) NOT NULL,
  expires_at BIGINT NOT NULL
) CHARACTER SET ascii COLLATE ascii_bin
`);
