import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS item_picture (
  item CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  jpeg MEDIUMBLOB NOT NULL,
  changed_at BIGINT NOT NULL
)
`);
