import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS leaving (
  member CHAR(26) NOT NULL PRIMARY KEY,
  account CHAR(26) NOT NULL UNIQUE,
  asked_at BIGINT NOT NULL
) CHARACTER SET ascii COLLATE ascii_bin
`);
