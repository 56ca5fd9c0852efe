import { type Id, minuteMs, ok, type Result, refuse } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { vendorChannel } from '../index/channel.ts';
import { takenAt } from './home.ts';

/** As long as somebody stands at the counter after a refusal. Beyond: start again. */
const partWithinMs = 5 * minuteMs;

/** A shortfall of this account's code that a part may still be named for. */
const findRefusal = (db: Database, account: Id, charge: Id, nowMs: number) =>
  db
    .selectFrom('refusal_notice')
    .select(['vendor', 'amount'])
    .where('account', '=', account)
    .where('charge', '=', charge)
    .where('code', 'in', ['INSUFFICIENT_FUNDS', 'NOT_TAKEN_HERE'])
    .where('at', '>', nowMs - partWithinMs)
    .executeTakeFirst();

/** What of a refused charge the vouchers could pay at its counter, in won; null when nothing was refused just now. */
export async function partPossible(
  { db, now }: Pick<ServerParts, 'db' | 'now'>,
  account: Id,
  charge: Id,
): Promise<{ of: number; available: number } | null> {
  const refused = await findRefusal(db, account, charge, now());
  if (!refused) return null;
  const taken = await takenAt(db, account, refused.vendor, now());
  return { of: refused.amount, available: Math.min(taken, refused.amount - 1) };
}

/** The member names the part; the counter that was refused hears of it at once and arms it. Named again, the last one counts. */
export async function offerPart(
  { db, money, now }: Pick<ServerParts, 'db' | 'money' | 'now'>,
  account: Id,
  { charge, amount }: { charge: Id; amount: number },
): Promise<Result<{ of: number; rest: number }>> {
  const refused = await findRefusal(db, account, charge, now());
  if (!refused) return refuse('PART_OVER');
  const { vendor, amount: of } = refused;
  if (amount >= of || amount > (await takenAt(db, account, vendor, now()))) return refuse('NOT_TAKEN_HERE');
  const named = { amount, at: now() };
  await db
    .insertInto('part_payment')
    .values({ vendor, refused_charge: charge, account, of_amount: of, charge: null, ...named })
    .onDuplicateKeyUpdate(named)
    .execute();
  await money.live.tell(vendorChannel(vendor), { is: 'part', charge, amount, of });
  return ok({ of, rest: of - amount });
}

/** The counter is about to charge the part under an id of its own. @returns false when no such part was named. */
export async function linkPart(db: Database, vendor: Id, refusedCharge: Id, charge: Id): Promise<boolean> {
  const linked = await db
    .updateTable('part_payment')
    .set({ charge })
    .where('vendor', '=', vendor)
    .where('refused_charge', '=', refusedCharge)
    .executeTakeFirst();
  return linked.numUpdatedRows === 1n;
}

/** What the whole was of which this charge took a part; null for a charge that was no part. In won. */
export async function wholeOf(db: Database, vendor: Id, charge: Id): Promise<number | null> {
  const row = await db
    .selectFrom('part_payment')
    .select('of_amount')
    .where('vendor', '=', vendor)
    .where('charge', '=', charge)
    .executeTakeFirst();
  return row?.of_amount ?? null;
}
