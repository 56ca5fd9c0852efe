import { statement } from '../statement.ts';

/** Tiles stand together by category; what is sold out today stays in its place and cannot be pressed. */
export const up = statement(`
ALTER TABLE item
  ADD COLUMN IF NOT EXISTS category VARCHAR(20) NOT NULL DEFAULT '',
  ADD COLUMN IF NOT EXISTS sold_out TINYINT NOT NULL DEFAULT 0
`);
