import { statement } from '../statement.ts';

/** Up to which number a vendor's paper slips have been printed. */
export const up = statement(`
CREATE TABLE IF NOT EXISTS paper_slip_pad (
  vendor CHAR(26) NOT NULL PRIMARY KEY,
  printed INT NOT NULL CHECK (printed BETWEEN 0 AND 999999)
) CHARACTER SET ascii COLLATE ascii_bin
`);
