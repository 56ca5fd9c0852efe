import { idSchema, ok, refuse, settlementStates } from '@kumoh-pay/domain';
import { z } from 'zod';
import { submitByOfficer } from '../approval/officer-order.ts';
import { signedInput } from '../doors/inputs.ts';
import { freshOfficerProcedure, officerProcedure, router } from '../doors/trpc.ts';
import { figuresFromSales } from './from-sales.ts';
import { sendStatement, statementOf } from './statement.ts';

const place = z.strictObject({ vendor: idSchema, day: z.int().min(1).max(1_000_000) });

/** Sealed days, from counting to payout. */
export const settlementRouter = router({
  list: officerProcedure()
    .input(
      z.strictObject({
        states: z.array(z.enum(settlementStates)).max(settlementStates.length),
        vendor: idSchema.optional(),
      }),
    )
    .query(({ ctx, input }) => ctx.money.settlementsByState(input.states, input.vendor)),

  /** What the ledger counted, and the same added up anew from the charges. */
  show: officerProcedure()
    .input(place)
    .query(async ({ ctx, input: { vendor, day } }) => {
      await ctx.money.indexed();
      const settlement = await ctx.money.settlementOf(vendor, day);
      if (!settlement) return refuse('NOT_SEALED');
      return ok({ settlement, fromSales: await figuresFromSales(ctx.db, vendor, day) });
    }),

  /** The vendor's statement, as it would be mailed. */
  statement: officerProcedure()
    .input(place)
    .query(({ ctx, input }) => statementOf(ctx, input)),
  sendStatement: officerProcedure('approver', 'registrar')
    .input(place)
    .mutation(({ ctx, input }) => sendStatement(ctx, ctx.officer.id, input)),

  approve: freshOfficerProcedure('approver')
    .input(z.strictObject({ signed: signedInput('approveSettlement') }))
    .mutation(({ ctx, input }) => submitByOfficer(ctx, ctx.officer.id, input.signed)),
  reject: freshOfficerProcedure('approver')
    .input(z.strictObject({ signed: signedInput('rejectSettlement') }))
    .mutation(({ ctx, input }) => submitByOfficer(ctx, ctx.officer.id, input.signed)),
});
