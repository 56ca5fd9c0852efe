import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS ledger_vendor (
  vendor CHAR(26) NOT NULL PRIMARY KEY,
  active TINYINT NOT NULL,
  fee_basis_points INT NOT NULL CHECK (fee_basis_points BETWEEN 0 AND 10000),
  payee CHAR(64) NULL
) CHARACTER SET ascii COLLATE ascii_bin
`);
