import { addDays, type Day, expireAfterDays, type Id, seoulDay } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';

/** Before that nobody needs to be told. */
const lookAheadDays = 31;

/** Won and holders of a programme that ends soon or has ended, and the day on which the rest expires. */
export async function endingOf(
  db: Database,
  programme: Id,
  nowMs: number,
): Promise<{ held: number; holders: number; expires: Day } | null> {
  const terms = await db
    .selectFrom('ledger_programme')
    .select('last_day')
    .where('programme', '=', programme)
    .executeTakeFirst();
  if (!terms || terms.last_day > addDays(seoulDay(nowMs), lookAheadDays)) return null;
  const row = await db
    .selectFrom('balance')
    .select((select) => [
      select.fn.sum<number | null>('amount').as('held'),
      select.fn.countAll<number>().as('holders'),
    ])
    .where('programme', '=', programme)
    .where('amount', '>', 0)
    .executeTakeFirst();
  return {
    held: row?.held ?? 0,
    holders: row?.holders ?? 0,
    expires: addDays(terms.last_day, expireAfterDays),
  };
}
