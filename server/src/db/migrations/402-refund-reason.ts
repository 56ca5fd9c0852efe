import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS refund_reason (
  refund CHAR(26) NOT NULL PRIMARY KEY,
  charge CHAR(26) NOT NULL,
  vendor CHAR(26) NOT NULL,
  reason VARCHAR(30) NOT NULL,
  staff CHAR(26) NOT NULL,
  manager CHAR(26) NULL,
  at BIGINT NOT NULL,
  INDEX refund_reason_charge (charge)
) CHARACTER SET ascii COLLATE ascii_bin
`);
