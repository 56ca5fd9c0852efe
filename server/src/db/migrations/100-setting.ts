import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS setting (
  name VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  value MEDIUMTEXT NOT NULL
)
`);
