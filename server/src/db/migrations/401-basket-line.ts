import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS basket_line (
  charge CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  place INT NOT NULL,
  item CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
  name VARCHAR(60) NOT NULL,
  won BIGINT NOT NULL CHECK (won BETWEEN 1 AND 1000000000),
  quantity INT NOT NULL CHECK (quantity BETWEEN 1 AND 1000),
  PRIMARY KEY (charge, place)
)
`);
