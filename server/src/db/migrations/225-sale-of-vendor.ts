import { statement } from '../statement.ts';

/** On the ledger a charge's id is its vendor's own: another vendor may use the same, and the index must take both. */
export const up = statement(`
ALTER TABLE sale
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (vendor, charge),
  ADD INDEX IF NOT EXISTS sale_charge (charge)
`);
