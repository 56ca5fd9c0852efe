import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS session (
  token_hash VARBINARY(32) NOT NULL PRIMARY KEY,
  handle CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  terminal CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
  device VARCHAR(200) NOT NULL,
  device_key CHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  totp_at BIGINT NULL,
  INDEX session_subject (kind, subject),
  INDEX session_expires (expires_at)
)
`);
