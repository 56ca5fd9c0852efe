import { statement } from '../statement.ts';

/** Whose charge it is; lines that are there already get theirs with the next step. */
export const up = statement(`
ALTER TABLE basket_line
  ADD COLUMN IF NOT EXISTS vendor CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' FIRST
`);
