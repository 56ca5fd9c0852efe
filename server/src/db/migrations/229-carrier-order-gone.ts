import { statement } from '../statement.ts';

export const up = statement(`
DROP TABLE IF EXISTS carrier_order
`);
