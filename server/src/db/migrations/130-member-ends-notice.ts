import { statement } from '../statement.ts';

/** Whether the member wants a mail before vouchers end. */
export const up = statement(`
ALTER TABLE member
  ADD COLUMN IF NOT EXISTS ends_notice BOOLEAN NOT NULL DEFAULT 1
`);
