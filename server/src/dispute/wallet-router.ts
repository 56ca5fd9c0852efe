import { balanceSchema, idSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { memberProcedure, router } from '../doors/trpc.ts';
import { moveOwn, openDispute } from './dispute.ts';
import { disputes } from './store.ts';
import { disputeReasons } from './tables.ts';
import { ownView } from './view.ts';

/** As many as a phone shows; a member with more has talked to the office. */
const listedMax = 50;
const one = z.strictObject({ dispute: idSchema });

/** "Wrong amount", as the payer sees it. */
export const memberDisputeRouter = router({
  open: memberProcedure
    .input(
      z.strictObject({
        sequence: z.int().min(0),
        reason: z.enum(disputeReasons),
        expected: balanceSchema.nullable(),
        words: z.string().trim().max(300),
      }),
    )
    .mutation(({ ctx, input }) => openDispute(ctx, ctx.member.account, input)),
  list: memberProcedure.query(async ({ ctx }) => {
    const rows = await disputes(ctx.db)
      .where('dispute.account', '=', ctx.member.account)
      .orderBy('opened_at', 'desc')
      .limit(listedMax)
      .execute();
    return rows.map(ownView);
  }),
  /** After the vendor has declined, or has refunded too little. */
  takeToOffice: memberProcedure
    .input(one)
    .mutation(({ ctx, input }) => moveOwn(ctx, ctx.member.account, input.dispute, 'office')),
  withdraw: memberProcedure
    .input(one)
    .mutation(({ ctx, input }) => moveOwn(ctx, ctx.member.account, input.dispute, 'withdrawn')),
});
