import { dayMs } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';

/** A pay code lives for minutes and a refusal is news for two: after a day nobody asks for either. */
const keptMs = dayMs;

export async function forgetOld(db: Database, now: number): Promise<void> {
  await db
    .deleteFrom('pay_code_try')
    .where('at', '<', now - keptMs)
    .execute();
  await db
    .deleteFrom('refusal_notice')
    .where('at', '<', now - keptMs)
    .execute();
}
