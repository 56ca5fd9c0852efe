import { statement } from '../statement.ts';

export const up = statement(`
INSERT IGNORE INTO long_order (order_id, type, begun_at)
SELECT whole.order_id, whole.type, whole.received_at FROM order_attempt AS whole
WHERE whole.type IN ('issue', 'revoke') AND whole.part = 0 AND whole.state = 'committed'
  AND JSON_VALUE(whole.result, '$.parts') > (
    SELECT COUNT(*) FROM order_attempt AS part
    WHERE part.order_id = whole.order_id AND part.type = whole.type AND part.state = 'committed'
  )
`);
