import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS pay_code_try (
  account CHAR(26) NOT NULL,
  counter BIGINT NOT NULL,
  amounts VARCHAR(60) NOT NULL,
  PRIMARY KEY (account, counter),
  INDEX pay_code_try_counter (counter)
) CHARACTER SET ascii COLLATE ascii_bin
`);
