import { statement } from '../statement.ts';

/** Another file under the same batch never takes the place of the one that was signed. */
export const up = statement(`
ALTER TABLE payout_file
  ADD COLUMN file_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ADD COLUMN bank_columns VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (batch, file_hash)
`);
