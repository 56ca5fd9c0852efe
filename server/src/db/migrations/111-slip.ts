import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS slip (
  terminal CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  vendor CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  pairing_key CHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  name VARCHAR(60) NOT NULL,
  officer CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  signature CHAR(86) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expires_at BIGINT NOT NULL
)
`);
