import { statement } from '../statement.ts';

/** The last number given to a refusal: its row is locked until the refusal is committed, so numbers commit in their order. */
export const up = statement(`
CREATE TABLE IF NOT EXISTS refusal_sequence (
  id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
  last BIGINT NOT NULL
)
`);
