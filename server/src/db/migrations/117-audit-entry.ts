import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS audit_entry (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  act VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  before_text MEDIUMTEXT NULL,
  after_text MEDIUMTEXT NULL,
  INDEX audit_at (at),
  INDEX audit_subject (subject, id),
  INDEX audit_actor (actor, id)
)
`);
