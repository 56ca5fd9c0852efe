import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS ends_told (
  account CHAR(26) NOT NULL,
  programme CHAR(26) NOT NULL,
  days TINYINT UNSIGNED NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (account, programme, days)
) CHARACTER SET ascii COLLATE ascii_bin
`);
