import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS day_amount (
  vendor CHAR(26) NOT NULL,
  day INT NOT NULL,
  programme CHAR(26) NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991),
  PRIMARY KEY (vendor, day, programme)
) CHARACTER SET ascii COLLATE ascii_bin
`);
