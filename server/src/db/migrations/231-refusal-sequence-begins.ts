import { statement } from '../statement.ts';

export const up = statement(`
INSERT IGNORE INTO refusal_sequence (id, last)
SELECT 1, COALESCE(MAX(notice_id), 0) FROM refusal_notice
`);
