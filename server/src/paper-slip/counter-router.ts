import { requestCodeDigitsSchema, timeSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { signedVoidInput, studentNumberSchema } from '../doors/inputs.ts';
import { router, staffProcedure } from '../doors/trpc.ts';
import { enterPaperSlip, paperSlipsOf, withdrawPaperSlip } from './paper-slip.ts';
import { printMore } from './store.ts';

/** A pad for a long outage; whoever needs more prints again. */
const padMax = 100;
/** Six digits are written by hand without a mistake. */
const numberMax = 999_999;

/** What was sold while neither the server nor an offline code was to be had: numbered, on paper, entered later. */
export const paperSlipRouter = router({
  list: staffProcedure('cashier').query(({ ctx }) => paperSlipsOf(ctx, ctx.terminal.vendor)),

  /** Numbers for so many more slips, which are nobody else's. `last` is the last of them. */
  print: staffProcedure('cashier')
    .input(z.strictObject({ count: z.int().min(1).max(padMax) }))
    .mutation(async ({ ctx, input }) => ({
      last: await printMore(ctx.db, ctx.terminal.vendor, input.count),
    })),

  enter: staffProcedure('cashier')
    .input(
      z.strictObject({
        number: z.int().min(1).max(numberMax),
        studentNumber: studentNumberSchema,
        writtenAt: timeSchema,
        request: requestCodeDigitsSchema,
      }),
    )
    .mutation(({ ctx, input }) => enterPaperSlip(ctx, ctx.terminal, ctx.staff.id, input)),

  withdraw: staffProcedure('cashier')
    .input(z.strictObject({ signed: signedVoidInput }))
    .mutation(({ ctx, input }) => withdrawPaperSlip(ctx, ctx.terminal, input.signed)),
});
