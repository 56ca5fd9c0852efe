import type { Day, Id } from '@kumoh-pay/domain';
import { addDays, expireAccountsMax, expireAfterDays } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';

/** What somebody must still see to, as the index knows it. */

/** Accounts that were closed and still hold won. */
export async function closedWithMoney(db: Database): Promise<Id[]> {
  const rows = await db
    .selectFrom('ledger_account')
    .innerJoin('balance', 'balance.account', 'ledger_account.account')
    .select('ledger_account.account')
    .distinct()
    .where('status', '=', 'closed')
    .where('amount', '>', 0)
    .execute();
  return rows.map(({ account }) => account);
}

/** A programme that is over for good, with up to 25 accounts that still hold won of it, ascending. */
export async function overWithMoney(db: Database, today: Day): Promise<{ programme: Id; accounts: Id[] }[]> {
  const over = await db
    .selectFrom('ledger_programme')
    .select('programme')
    .where('last_day', '<=', addDays(today, -expireAfterDays))
    .execute();
  const found: { programme: Id; accounts: Id[] }[] = [];
  for (const { programme } of over) {
    const holders = db
      .selectFrom('balance')
      .select('account')
      .where('programme', '=', programme)
      .where('amount', '>', 0);
    const rows = await holders.orderBy('account').limit(expireAccountsMax).execute();
    if (rows.length > 0) found.push({ programme, accounts: rows.map(({ account }) => account) });
  }
  return found;
}

/** Notes that a day's counting will read, more or less. */
export async function notesOfDay(db: Database, vendor: Id, day: number): Promise<number> {
  const count = async (table: 'sale' | 'refund') => {
    const query = db.selectFrom(table).select((select) => select.fn.countAll<number>().as('rows'));
    const { rows } = await query
      .where('vendor', '=', vendor)
      .where('day', '=', day)
      .executeTakeFirstOrThrow();
    return rows;
  };
  return (await count('sale')) + (await count('refund'));
}
