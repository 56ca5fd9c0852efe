import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS roster_row (
  student_number VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  name VARCHAR(60) NOT NULL,
  mail VARCHAR(120) NOT NULL,
  listed BOOLEAN NOT NULL,
  changed_at BIGINT NOT NULL,
  INDEX roster_name (name)
)
`);
