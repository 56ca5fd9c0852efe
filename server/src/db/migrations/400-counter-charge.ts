import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS counter_charge (
  charge CHAR(26) NOT NULL PRIMARY KEY,
  vendor CHAR(26) NOT NULL,
  terminal CHAR(26) NOT NULL,
  staff CHAR(26) NOT NULL,
  at BIGINT NOT NULL,
  INDEX counter_charge_vendor (vendor, at)
) CHARACTER SET ascii COLLATE ascii_bin
`);
