import { seoulDay } from '@kumoh-pay/domain';
import { countWaiting } from '../approval/store.ts';
import { officerProcedure, router } from '../doors/trpc.ts';
import { readSettings } from '../settings/settings.ts';
import { burning, circulation } from './charts.ts';
import { salesByHour } from './day-flow-store.ts';
import { mailHealth, silentAfterMs, terminalHealth } from './health.ts';

export const overviewRouter = router({
  /** Whether every won is where it should be, what happened, what waits, and whether everything runs. In won. */
  read: officerProcedure().query(async ({ ctx }) => {
    const { db, money } = ctx;
    const now = ctx.now();
    const [conservation, waiting, health, settlements, hours, mail, terminals, settings] = await Promise.all([
      money.conservation(),
      countWaiting(db, now),
      money.health(),
      db
        .selectFrom('settlement')
        .select((select) => ['state', select.fn.countAll<number>().as('days')])
        .groupBy('state')
        .execute(),
      salesByHour(db, seoulDay(now)),
      mailHealth(db),
      terminalHealth(db),
      readSettings(db),
    ]);
    const held = conservation.reduce((sum, line) => sum + line.held, 0);
    const [days, programmes] = await Promise.all([
      circulation(db, now, held),
      burning(db, now, conservation),
    ]);
    return {
      nowMs: now,
      conservation,
      waiting,
      settlements,
      hours,
      days,
      programmes,
      outageBanner: settings.outageBanner,
      health: {
        ledger: health.ledger,
        indexBlocksBehind: health.projectionLag,
        mail,
        silentAfterMs,
        terminals,
      },
    };
  }),
});
