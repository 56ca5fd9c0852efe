import { statement } from '../statement.ts';

/** What each terminal has last said of itself; nothing here is money. */
export const up = statement(`
CREATE TABLE IF NOT EXISTS terminal_health (
  terminal CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  heard_at BIGINT NOT NULL,
  app_version VARCHAR(40) NOT NULL,
  scan_p95_ms INT NULL,
  clock_error_ms BIGINT NOT NULL,
  queue_length INT NOT NULL,
  open_risk BIGINT NOT NULL,
  camera VARCHAR(20) NOT NULL
)
`);
