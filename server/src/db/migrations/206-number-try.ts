import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS number_try (
  terminal CHAR(26) NOT NULL PRIMARY KEY,
  wrong SMALLINT NOT NULL,
  locked_until BIGINT NOT NULL
) CHARACTER SET ascii COLLATE ascii_bin
`);
