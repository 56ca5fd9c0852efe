import { idSchema, payoutSchema, payoutSettlementsMax } from '@kumoh-pay/domain';
import { z } from 'zod';
import { submitByOfficer } from '../approval/officer-order.ts';
import { signedInput } from '../doors/inputs.ts';
import { freshOfficerProcedure, officerProcedure, router } from '../doors/trpc.ts';
import { payoutLines, preparePayout, readBankFile } from './bank-file.ts';

/** A line is below 200 characters. */
const fileMax = 200 * payoutSettlementsMax;
const batchesShown = 100;
const places = z
  .array(z.strictObject({ vendor: idSchema, day: z.int().min(1).max(1_000_000) }))
  .min(1)
  .max(payoutSettlementsMax);

/** Batches of approved settlements. cancelPayout waits in the approvals inbox. */
export const payoutRouter = router({
  list: officerProcedure().query(async ({ ctx }) => {
    const rows = await ctx.db
      .selectFrom('payout')
      .select(['batch', 'figures'])
      .orderBy('sequence', 'desc')
      .limit(batchesShown)
      .execute();
    return rows.map(({ batch, figures }) => ({ batch, payout: payoutSchema.parse(JSON.parse(figures)) }));
  }),
  /**
   * With bank accounts, so that the browser checks each against the ledger's commitment before anyone signs. No query:
   * who saw whose account is in the audit log.
   */
  lines: freshOfficerProcedure('approver')
    .input(z.strictObject({ settlements: places }))
    .mutation(({ ctx, input }) => payoutLines(ctx, ctx.officer.id, input.settlements)),
  prepare: freshOfficerProcedure('approver')
    .input(z.strictObject({ signed: signedInput('preparePayout'), file: z.string().max(fileMax) }))
    .mutation(({ ctx, input }) => preparePayout(ctx, ctx.officer.id, input.signed, input.file)),
  file: freshOfficerProcedure('approver')
    .input(z.strictObject({ batch: idSchema }))
    .mutation(({ ctx, input }) => readBankFile(ctx, ctx.officer.id, input.batch)),
  /** By an approver who neither prepared nor approved any of it: the ledger refuses all others. */
  record: freshOfficerProcedure('approver')
    .input(z.strictObject({ signed: signedInput('recordPayout') }))
    .mutation(({ ctx, input }) => submitByOfficer(ctx, ctx.officer.id, input.signed)),
});
