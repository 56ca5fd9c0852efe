import { statement } from '../statement.ts';

/** Of what may still be sent; a carrier that has an end is asked for its orders no more. */
export const up = statement(`
UPDATE carrier SET orders = COALESCE((
  SELECT CONCAT('[', GROUP_CONCAT(CONCAT('["', order_id, '","', type, '",', part, ']') ORDER BY place), ']')
  FROM carrier_order WHERE carrier_order.transaction_id = carrier.transaction_id
), '[]') WHERE state = 'stored'
`);
