import { seoulDay } from '@kumoh-pay/domain';
import { countWaiting } from '../approval/store.ts';
import { officerProcedure, router } from '../doors/trpc.ts';
import { whileSignedIn } from '../doors/while-signed-in.ts';
import { readSettings } from '../settings/settings.ts';
import { burning, circulation } from './charts.ts';
import { salesByHour } from './day-flow-store.ts';
import { healthNews } from './health.ts';

export const overviewRouter = router({
  /** Whether every won is where it should be, what happened, and what waits. In won. */
  read: officerProcedure().query(async ({ ctx }) => {
    const { db, money } = ctx;
    const now = ctx.now();
    const [conservation, waiting, settlements, hours, settings] = await Promise.all([
      money.conservation(),
      countWaiting(db, now),
      db
        .selectFrom('settlement')
        .select((select) => ['state', select.fn.countAll<number>().as('days')])
        .groupBy('state')
        .execute(),
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
      hours,
      days,
      programmes,
      outageBanner: settings.outageBanner,
    };
  }),

  health: officerProcedure().subscription(({ ctx, signal }) =>
    whileSignedIn(ctx, ctx.officer.session, signal, (ends) => healthNews(ctx, ends)),
  ),
});
