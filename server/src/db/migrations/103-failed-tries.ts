import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS failed_tries (
  name VARBINARY(32) NOT NULL PRIMARY KEY,
  tries INT NOT NULL,
  wait_until BIGINT NOT NULL
)
`);
