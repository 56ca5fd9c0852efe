import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS officer (
  id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name VARCHAR(60) NOT NULL,
  mail VARCHAR(120) NOT NULL UNIQUE,
  password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  totp_sealed VARBINARY(120) NOT NULL,
  totp_step BIGINT NOT NULL,
  public_key CHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  recovery_key CHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  roles VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at BIGINT NOT NULL
)
`);
