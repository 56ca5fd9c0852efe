import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS checkpoint (
  id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
  ledger VARCHAR(80) NOT NULL,
  block BIGINT NOT NULL,
  tx_index INT NOT NULL,
  hash VARCHAR(128) NOT NULL,
  sequence BIGINT NOT NULL
) CHARACTER SET ascii COLLATE ascii_bin
`);
