import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS export_chunk (
  job CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  place INT NOT NULL,
  text MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (job, place)
)
`);
