import { statement } from '../statement.ts';

/** From here on a line must name its vendor. */
export const up = statement(`
ALTER TABLE basket_line
  ALTER COLUMN vendor DROP DEFAULT,
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (vendor, charge, place)
`);
