import { statement } from '../statement.ts';

/** When the row was written: a counter is what a stranger says, and may lie in the future. */
export const up = statement(`
ALTER TABLE pay_code_try
  ADD COLUMN IF NOT EXISTS at BIGINT NOT NULL DEFAULT 0,
  DROP INDEX IF EXISTS pay_code_try_counter,
  ADD INDEX IF NOT EXISTS pay_code_try_at (at)
`);
