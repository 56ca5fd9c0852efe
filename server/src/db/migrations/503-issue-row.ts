import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS issue_row (
  order_id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  place INT NOT NULL,
  student_number VARCHAR(40) NOT NULL,
  name VARCHAR(60) NOT NULL,
  amount BIGINT NULL CHECK (amount BETWEEN 1 AND 1000000000),
  account CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
  problem VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
  checked_at BIGINT NOT NULL,
  PRIMARY KEY (order_id, place)
)
`);
