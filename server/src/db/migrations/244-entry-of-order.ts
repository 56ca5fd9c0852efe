import { statement } from '../statement.ts';

/** The office searches by the id of an order. */
export const up = statement(`
ALTER TABLE entry ADD INDEX IF NOT EXISTS entry_order (order_id)
`);
