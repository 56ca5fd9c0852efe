import { hourMs, seoulDay } from '@kumoh-pay/domain';
import { countWaiting } from '../approval/store.ts';
import { unsealedMaxMs } from '../counter/closing-hour.ts';
import type { Database } from '../db/index.ts';
import { officerProcedure, router } from '../doors/trpc.ts';
import { whileSignedIn } from '../doors/while-signed-in.ts';
import { readSettings } from '../settings/settings.ts';
import { burning, circulation } from './charts.ts';
import { salesByHour } from './day-flow-store.ts';
import { healthNews } from './health.ts';
import { unsealedVendors } from './unsealed.ts';

/** Batches that the bank may have paid, and of which nobody has recorded it. */
async function countOpenPayouts(db: Database): Promise<number> {
  const row = await db
    .selectFrom('payout')
    .select((select) => select.fn.countAll<number>().as('batches'))
    .where('state', '=', 'open')
    .executeTakeFirst();
  return row?.batches ?? 0;
}

export const overviewRouter = router({
  /** Whether every won is where it should be, what happened, and what waits. In won. */
  read: officerProcedure().query(async ({ ctx }) => {
    const { db, money } = ctx;
    const now = ctx.now();
    const [conservation, waiting, settlements, openPayouts, hours, settings] = await Promise.all([
      money.conservation(),
      countWaiting(db, now),
      db
        .selectFrom('settlement')
        .select((select) => ['state', select.fn.countAll<number>().as('days')])
        .groupBy('state')
        .execute(),
      countOpenPayouts(db),
      salesByHour(db, seoulDay(now)),
      readSettings(db),
    ]);
    const held = conservation.reduce((sum, line) => sum + line.held, 0);
    const [days, programmes] = await Promise.all([
      circulation(db, now, held),
      burning(db, now, conservation),
    ]);
    return {
      conservation,
      waiting,
      settlements,
      openPayouts,
      hours,
      days,
      programmes,
      outageBanner: settings.outageBanner,
    };
  }),

  /** Whose day is open for too long, and how many hours that is. */
  unsealed: officerProcedure().query(async ({ ctx }) => ({
    hours: unsealedMaxMs / hourMs,
    vendors: await unsealedVendors(ctx.db, ctx.now()),
  })),

  health: officerProcedure().subscription(({ ctx, signal }) =>
    whileSignedIn(ctx, ctx.officer.session, signal, (ends) => healthNews(ctx, ends)),
  ),
});
