import { statement } from '../statement.ts';

export const up = statement(`
CREATE TABLE IF NOT EXISTS live_message (
  message_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  channel CHAR(28) NOT NULL,
  body VARCHAR(500) NOT NULL,
  at BIGINT NOT NULL,
  INDEX live_message_channel (channel, message_id),
  INDEX live_message_at (at)
) CHARACTER SET ascii COLLATE ascii_bin
`);
