import { statement } from '../statement.ts';

/** Past Seoul days added up once, so that the overview never adds up a month of entries again. */
export const up = statement(`
CREATE TABLE IF NOT EXISTS day_flow (
  day CHAR(10) NOT NULL,
  vendor VARCHAR(26) NOT NULL,
  kind VARCHAR(10) NOT NULL,
  won BIGINT NOT NULL CHECK (won BETWEEN -9007199254740991 AND 9007199254740991),
  entries INT NOT NULL,
  PRIMARY KEY (day, kind, vendor)
) CHARACTER SET ascii COLLATE ascii_bin
`);
