import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS item (
  id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  vendor CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(60) NOT NULL,
  won BIGINT NOT NULL CHECK (won BETWEEN 1 AND 1000000000),
  place INT NOT NULL,
  active BOOLEAN NOT NULL,
  INDEX item_vendor (vendor, place)
)
`);
