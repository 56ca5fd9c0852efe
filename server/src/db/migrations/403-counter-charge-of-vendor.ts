import { statement } from '../statement.ts';

/** On the ledger a charge's id is its vendor's own: another vendor may use the same. */
export const up = statement(`
ALTER TABLE counter_charge
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (vendor, charge)
`);
