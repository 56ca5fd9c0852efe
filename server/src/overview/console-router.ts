import { seoulDay, seoulDayStart } from '@kumoh-pay/domain';
import { countWaiting } from '../approval/store.ts';
import { officerProcedure, router } from '../doors/trpc.ts';

export const overviewRouter = router({
  /** Whether every won is where it should be, what happened today, what waits, and whether everything runs. In won. */
  read: officerProcedure().query(async ({ ctx }) => {
    const { db, money } = ctx;
    const now = ctx.now();
    const start = seoulDayStart(seoulDay(now));
    const [conservation, waiting, health, settlements, sales, mails] = await Promise.all([
      money.conservation(),
      countWaiting(db, now),
      money.health(),
      db
        .selectFrom('settlement')
        .select((select) => ['state', select.fn.countAll<number>().as('days')])
        .groupBy('state')
        .execute(),
      db
        .selectFrom('sale')
        .select((select) => [
          'vendor',
          select.fn.countAll<number>().as('charges'),
          select.fn.sum<number>('amount').as('won'),
        ])
        .where('at', '>=', start)
        .groupBy('vendor')
        .execute(),
      db
        .selectFrom('outbox')
        .select((select) => select.fn.countAll<number>().as('letters'))
        .where('state', 'in', ['waiting', 'sending'])
        .executeTakeFirst(),
    ]);
    return {
      conservation,
      waiting,
      settlements,
      sales,
      health: {
        ledger: health.ledger,
        indexBlocksBehind: health.projectionLag,
        lettersWaiting: mails?.letters ?? 0,
      },
    };
  }),
});
