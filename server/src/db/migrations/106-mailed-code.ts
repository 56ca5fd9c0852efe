import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS mailed_code (
  attempt_hash VARBINARY(32) NOT NULL PRIMARY KEY,
  purpose VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  student_number VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name VARCHAR(60) NOT NULL,
  mail VARCHAR(120) NOT NULL,
  member CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
  code_hash VARBINARY(32) NULL,
  tries INT NOT NULL,
  expires_at BIGINT NOT NULL,
  confirmed_at BIGINT NULL,
  INDEX mailed_code_expires (expires_at)
)
`);
