import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS member (
  id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  student_number VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL UNIQUE,
  name VARCHAR(60) NOT NULL,
  mail VARCHAR(120) NULL UNIQUE,
  password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
  account CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  paying_key CHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  has_recovery BOOLEAN NOT NULL,
  code_cap BIGINT NOT NULL CHECK (code_cap BETWEEN 1 AND 1000000000),
  offline_allowed BOOLEAN NOT NULL,
  language CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at BIGINT NOT NULL,
  INDEX member_name (name)
)
`);
