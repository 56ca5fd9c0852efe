import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS ledger_terminal (
  terminal CHAR(26) NOT NULL PRIMARY KEY,
  vendor CHAR(26) NOT NULL,
  \`key\` CHAR(44) NOT NULL,
  active TINYINT NOT NULL,
  INDEX ledger_terminal_vendor (vendor)
) CHARACTER SET ascii COLLATE ascii_bin
`);
