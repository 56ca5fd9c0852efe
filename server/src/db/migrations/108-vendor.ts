import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS vendor (
  id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name VARCHAR(60) NOT NULL,
  place VARCHAR(120) NOT NULL,
  mail VARCHAR(120) NULL,
  created_at BIGINT NOT NULL
)
`);
