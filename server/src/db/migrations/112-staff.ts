import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS staff (
  id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  vendor CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(60) NOT NULL,
  role VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  pin_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  active BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  INDEX staff_vendor (vendor)
)
`);
