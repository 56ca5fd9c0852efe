import { idSchema, refuse } from '@kumoh-pay/domain';
import { z } from 'zod';
import { officerProcedure, router } from '../doors/trpc.ts';
import { answerDispute } from './dispute.ts';
import { disputes, findDispute } from './store.ts';
import { disputeStates } from './tables.ts';
import { officeView } from './view.ts';

const pageSize = 100;

/** Disputes as the office sees them: all, by what is written down of them, the latest first. */
export const officeDisputeRouter = router({
  list: officerProcedure()
    .input(
      z.strictObject({
        states: z.array(z.enum(disputeStates)).min(1).max(disputeStates.length),
        /** Opened before this, for the next page. Unix ms. */
        before: z.int().min(0).optional(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const rows = await disputes(ctx.db)
        .where('dispute.state', 'in', input.states)
        .$if(input.before !== undefined, (query) => query.where('opened_at', '<', input.before ?? 0))
        .orderBy('opened_at', 'desc')
        .limit(pageSize)
        .execute();
      return rows.map(officeView);
    }),
  /** The last word: what the office has found, in words. Money moves by orders of their own. */
  close: officerProcedure('registrar', 'approver')
    .input(z.strictObject({ dispute: idSchema, answer: z.string().trim().min(1).max(300) }))
    .mutation(async ({ ctx, input }) => {
      const row = await findDispute(ctx.db, input.dispute);
      if (!row) return refuse('UNKNOWN_CHARGE');
      const by = `officer.${ctx.officer.id}`;
      const { dispute, answer } = input;
      const noted = {
        actor: by,
        act: 'closeDispute',
        subject: `account.${row.account}`,
        before: { state: row.state },
        after: { dispute, answer },
      };
      const from = ['open' as const, 'declined' as const, 'office' as const];
      return answerDispute(ctx, row, { from, state: 'closed', answer, by, noted }, officeView);
    }),
});
