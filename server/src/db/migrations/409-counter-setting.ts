import { statement } from '../statement.ts';

/** What a vendor's manager sets for all of its terminals. `closing_minute`: of the Seoul day; null: closed by hand. */
export const up = statement(`
CREATE TABLE IF NOT EXISTS counter_setting (
  vendor CHAR(26) NOT NULL PRIMARY KEY,
  closing_minute INT NULL CHECK (closing_minute BETWEEN 0 AND 1439),
  changed_at BIGINT NOT NULL
) CHARACTER SET ascii COLLATE ascii_bin
`);
