import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS key_request (
  officer CHAR(26) NOT NULL PRIMARY KEY,
  \`key\` CHAR(44) NOT NULL,
  recovery_key CHAR(44) NOT NULL,
  asked_at BIGINT NOT NULL
) CHARACTER SET ascii COLLATE ascii_bin
`);
