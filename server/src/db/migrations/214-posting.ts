import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS posting (
  sequence BIGINT NOT NULL,
  place INT NOT NULL,
  programme CHAR(26) NOT NULL,
  from_place VARCHAR(60) NOT NULL,
  to_place VARCHAR(60) NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991),
  PRIMARY KEY (sequence, place)
) CHARACTER SET ascii COLLATE ascii_bin
`);
