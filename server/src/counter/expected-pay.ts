import type { Id } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';

/** So many of the latest payouts say how long the office usually takes. */
const latestCount = 15;

/**
 * When a day that was sealed at that time is likely to be paid out, Unix milliseconds: after as long as this vendor's
 * latest payouts took, or the campus's where it has had none yet. Null: nobody has been paid, so nobody knows.
 */
export async function expectedPayAt(db: Database, vendor: Id, sealedAt: number): Promise<number | null> {
  const own = await tookMs(db, vendor);
  const took = own.length > 0 ? own : await tookMs(db, null);
  const usual = took.sort((a, b) => a - b)[Math.floor(took.length / 2)];
  return usual === undefined ? null : sealedAt + usual;
}

/** From the seal to the entry that recorded the payout. */
async function tookMs(db: Database, vendor: Id | null): Promise<number[]> {
  const rows = await db
    .selectFrom('settlement')
    .innerJoin('journal', 'journal.sequence', 'settlement.sequence')
    .select(['settlement.sealed_at', 'journal.at'])
    .where('settlement.state', '=', 'paid')
    .$if(vendor !== null, (query) => query.where('settlement.vendor', '=', vendor ?? ''))
    .orderBy('settlement.sequence', 'desc')
    .limit(latestCount)
    .execute();
  return rows.map(({ sealed_at, at }) => at - sealed_at);
}
