import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS ledger_account (
  account CHAR(26) NOT NULL PRIMARY KEY,
  \`key\` CHAR(44) NOT NULL,
  confirmed_key CHAR(44) NOT NULL,
  recovery_key CHAR(44) NULL,
  key_from BIGINT NOT NULL,
  limited TINYINT NOT NULL,
  status VARCHAR(10) NOT NULL CHECK (status IN ('active', 'suspended', 'closed')),
  suspended_by VARCHAR(10) NULL,
  opened_at BIGINT NOT NULL,
  INDEX ledger_account_status (status)
) CHARACTER SET ascii COLLATE ascii_bin
`);
