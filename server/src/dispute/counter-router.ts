import { idSchema, refuse } from '@kumoh-pay/domain';
import { z } from 'zod';
import { router, staffProcedure } from '../doors/trpc.ts';
import { answerDispute } from './dispute.ts';
import { disputes, findDispute } from './store.ts';
import { counterView } from './view.ts';

/** More than a shop has in a month; the oldest are the office's by then. */
const listedMax = 100;

/** What payers say about this vendor's charges. To agree is to refund, which is an order and not a word. */
export const counterDisputeRouter = router({
  /** The latest first, answered ones too. */
  list: staffProcedure('cashier').query(async ({ ctx }) => {
    const rows = await disputes(ctx.db)
      .where('dispute.vendor', '=', ctx.terminal.vendor)
      .where('dispute.state', '!=', 'withdrawn')
      .orderBy('opened_at', 'desc')
      .limit(listedMax)
      .execute();
    return rows.map(counterView);
  }),
  decline: staffProcedure('manager')
    .input(z.strictObject({ dispute: idSchema, answer: z.string().trim().min(1).max(300) }))
    .mutation(async ({ ctx, input }) => {
      const row = await findDispute(ctx.db, input.dispute);
      if (row?.vendor !== ctx.terminal.vendor) return refuse('UNKNOWN_CHARGE');
      const by = `staff.${ctx.staff.id}`;
      const change = { from: ['open' as const], state: 'declined' as const, answer: input.answer, by };
      return answerDispute(ctx, row, change, counterView);
    }),
});
