import { statement } from '../statement.ts';

/** What bounced before the index kept it. */
export const up = statement(`
INSERT IGNORE INTO bounced (vendor, charge, sequence, terminal, account, amount, reason, taken_at)
  SELECT JSON_VALUE(result, '$.vendor'), JSON_VALUE(result, '$.charge'), sequence, JSON_VALUE(result, '$.terminal'),
    JSON_VALUE(result, '$.account'), JSON_VALUE(result, '$.amount'), JSON_VALUE(result, '$.bounced'),
    JSON_VALUE(result, '$.takenAt')
  FROM journal
  WHERE type = 'charge' AND JSON_VALUE(result, '$.bounced') IS NOT NULL
`);
