import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS allowance (
  name VARBINARY(32) NOT NULL PRIMARY KEY,
  full_at BIGINT NOT NULL,
  INDEX allowance_full (full_at)
)
`);
