import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS settlement (
  vendor CHAR(26) NOT NULL,
  day INT NOT NULL,
  state VARCHAR(10) NOT NULL,
  sealed_at BIGINT NOT NULL,
  net BIGINT NULL CHECK (net BETWEEN -9007199254740991 AND 9007199254740991),
  batch CHAR(26) NULL,
  figures LONGTEXT NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (vendor, day),
  INDEX settlement_state (state, sealed_at)
) CHARACTER SET ascii COLLATE ascii_bin
`);
