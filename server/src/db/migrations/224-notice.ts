import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS notice (
  channel CHAR(28) NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (channel, sequence)
) CHARACTER SET ascii COLLATE ascii_bin
`);
