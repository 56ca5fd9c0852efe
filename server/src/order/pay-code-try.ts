import type { ErrorCode, SignedOrder } from '@kumoh-pay/domain';
import { readPayCode } from '@kumoh-pay/domain';
import { type Database, transaction } from '../db/index.ts';

/** A terminal that tries amounts would learn a balance: one code may be tried for three (ledger.md §4). Beyond: TOO_MANY_TRIES. */
export const amountsOfOneCodeMax = 3;

/** Notes the amount under the charge's pay code; the refusal, or null when the charge may go on. Other orders always may. */
export async function allowAmount(db: Database, signed: SignedOrder, at: number): Promise<ErrorCode | null> {
  if (signed.order.type !== 'charge') return null;
  const code = readPayCode(signed.order.body.code);
  if (!code) return null;
  const { account, counter } = code;
  const amount = String(signed.order.body.amount);
  // By itself: within the transaction an insert that finds the row would hold a lock that no other's update can pass.
  await db.insertInto('pay_code_try').ignore().values({ account, counter, amounts: '', at }).execute();
  return transaction(db, async (tx) => {
    const code = tx.selectFrom('pay_code_try').where('account', '=', account).where('counter', '=', counter);
    const { amounts } = await code.select('amounts').forUpdate().executeTakeFirstOrThrow();
    const tried = amounts === '' ? [] : amounts.split(',');
    if (tried.includes(amount)) return null;
    if (tried.length >= amountsOfOneCodeMax) return 'TOO_MANY_TRIES';
    const update = tx.updateTable('pay_code_try').set({ amounts: [...tried, amount].join(',') });
    await update.where('account', '=', account).where('counter', '=', counter).execute();
    return null;
  });
}
