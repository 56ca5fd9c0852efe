import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS terminal (
  id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  vendor CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(60) NOT NULL,
  state VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  public_key CHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  paired_at BIGINT NOT NULL,
  INDEX terminal_vendor (vendor)
)
`);
