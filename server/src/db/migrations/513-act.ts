import { statement } from '../statement.ts';

/** Orders that somebody answers for: noted in the audit log once each, whenever the server dies. */
export const up = statement(`
CREATE TABLE IF NOT EXISTS act (
  order_id CHAR(26) NOT NULL,
  type VARCHAR(24) NOT NULL,
  actor VARCHAR(40) NOT NULL,
  begun_at BIGINT NOT NULL,
  done_at BIGINT NULL,
  PRIMARY KEY (order_id, type, actor),
  INDEX act_done (done_at)
) CHARACTER SET ascii COLLATE ascii_bin
`);
