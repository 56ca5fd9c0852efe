import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS programme_record (
  programme CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name VARCHAR(60) NOT NULL,
  created_at BIGINT NOT NULL
)
`);
