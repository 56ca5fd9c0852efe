import type { Id } from '@kumoh-pay/domain';
import { sql } from 'kysely';
import type { Database } from '../db/index.ts';

/** The amounts, in won, that a code of an account was tried for; `at` is the last try. */
interface PayCodeTry {
  account: Id;
  counter: number;
  amounts: number[];
  at: number;
}

/** What was tried after `after` (Unix milliseconds), the oldest first. */
export async function triesSince(db: Database, after: number): Promise<PayCodeTry[]> {
  const rows = await db
    .selectFrom('pay_code_try')
    .select(['account', 'counter', 'amounts', 'at'])
    .where('at', '>', after)
    .orderBy('at')
    .execute();
  return rows.map(({ amounts, ...row }) => ({ ...row, amounts: amounts.split(',').map(Number) }));
}

/** A code has one row: its amounts take the place of those that stood there. */
export async function writeTry(db: Database, { amounts, at, ...code }: PayCodeTry): Promise<void> {
  await db
    .insertInto('pay_code_try')
    .values({ ...code, amounts: amounts.join(), at })
    .onDuplicateKeyUpdate({ amounts: sql`VALUES(amounts)`, at })
    .execute();
}
