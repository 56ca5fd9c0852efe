import { randomInt } from 'node:crypto';
import type { Id, Result } from '@kumoh-pay/domain';
import { ok, readPayCode, refuse } from '@kumoh-pay/domain';
import { type Database, isDuplicate, transaction } from '../db/index.ts';

/** Eight digits stand for a pay code for a minute (codes.md): long enough to read out, too short to guess. */
export const numberLifetimeMs = 60_000;
/** Wrong numbers from one terminal before its entry is locked, and for how long. Beyond: TOO_MANY_TRIES. */
export const wrongNumbersMax = 10;
export const numberLockMs = 60_000;
const numbers = 100_000_000;

/** Lodges the account's present pay code; a later one takes the place of an earlier one. */
export async function lodgeCode(
  db: Database,
  account: Id,
  digits: string,
  now: number,
): Promise<Result<{ number: string; expiresAt: number }>> {
  if (readPayCode(digits)?.account !== account) return refuse('NOT_A_CODE');
  const expires_at = now + numberLifetimeMs;
  await db.deleteFrom('fallback_number').where('expires_at', '<', now).execute();
  for (;;) {
    const number = String(randomInt(numbers)).padStart(8, '0');
    try {
      await transaction(db, async (tx) => {
        await tx.deleteFrom('fallback_number').where('account', '=', account).execute();
        await tx
          .insertInto('fallback_number')
          .values({ number, account, code: digits, expires_at })
          .execute();
      });
      return ok({ number, expiresAt: expires_at });
    } catch (error) {
      // Another phone has these digits just now: others are drawn.
      if (!isDuplicate(error)) throw error;
    }
  }
}

/** The pay code that a number typed at this terminal stands for. */
export async function codeForNumber(
  db: Database,
  terminal: Id,
  number: string,
  now: number,
): Promise<Result<string>> {
  // By itself: within the transaction an insert that finds the row would hold a lock that no other's update can pass.
  await db.insertInto('number_try').ignore().values({ terminal, wrong: 0, locked_until: 0 }).execute();
  return transaction(db, async (tx) => {
    const tries = await tx
      .selectFrom('number_try')
      .select(['wrong', 'locked_until'])
      .where('terminal', '=', terminal)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (tries.locked_until > now) return refuse('TOO_MANY_TRIES');
    const found = await tx
      .selectFrom('fallback_number')
      .select('code')
      .where('number', '=', number)
      .where('expires_at', '>=', now)
      .executeTakeFirst();
    const wrong = found ? 0 : tries.wrong + 1;
    const locked = wrong >= wrongNumbersMax;
    const next = { wrong: locked ? 0 : wrong, locked_until: locked ? now + numberLockMs : 0 };
    await tx.updateTable('number_try').set(next).where('terminal', '=', terminal).execute();
    return found ? ok(found.code) : refuse('NUMBER_UNKNOWN');
  });
}
