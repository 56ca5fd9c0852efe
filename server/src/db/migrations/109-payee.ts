import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS payee (
  commitment CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  vendor CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sealed VARBINARY(600) NOT NULL,
  created_at BIGINT NOT NULL,
  INDEX payee_vendor (vendor)
)
`);
