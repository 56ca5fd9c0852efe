import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS export_job (
  id CHAR(26) NOT NULL PRIMARY KEY,
  officer CHAR(26) NOT NULL,
  filter TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  state VARCHAR(10) NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  \`rows\` INT NOT NULL,
  chunks INT NOT NULL,
  last_key VARCHAR(80) NULL,
  created_at BIGINT NOT NULL,
  INDEX export_officer (officer, created_at)
) CHARACTER SET ascii COLLATE ascii_bin
`);
