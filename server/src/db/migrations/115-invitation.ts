import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS invitation (
  token_hash VARBINARY(32) NOT NULL PRIMARY KEY,
  purpose VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  roles VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  officer CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
  invited_by CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT NULL
)
`);
