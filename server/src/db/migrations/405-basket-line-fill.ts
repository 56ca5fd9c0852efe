import { statement } from '../statement.ts';

/** Until now a charge's id was in counter_charge once, so each line has one vendor. */
export const up = statement(`
UPDATE basket_line
  JOIN counter_charge ON counter_charge.charge = basket_line.charge
  SET basket_line.vendor = counter_charge.vendor
  WHERE basket_line.vendor = ''
`);
