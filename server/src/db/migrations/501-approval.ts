import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS approval (
  id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  type VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  signed MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  shown MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NULL,
  proposed_by CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  proposed_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL CHECK (state IN ('waiting', 'done', 'refused', 'withdrawn')),
  decided_by CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
  decided_at BIGINT NULL,
  code VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  INDEX approval_state (state, proposed_at)
)
`);
