import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS ledger_officer (
  officer CHAR(26) NOT NULL PRIMARY KEY,
  \`key\` CHAR(44) NOT NULL,
  recovery_key CHAR(44) NULL,
  roles VARCHAR(60) NOT NULL,
  active TINYINT NOT NULL
) CHARACTER SET ascii COLLATE ascii_bin
`);
