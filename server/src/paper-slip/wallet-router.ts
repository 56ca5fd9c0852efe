import { idSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { memberProcedure, router } from '../doors/trpc.ts';
import { declinePaperSlip } from './paper-slip.ts';

/** What a member says to a slip that a counter has entered. To agree is to pay its request, which is an order; which slips there are, the home says. */
export const memberPaperSlipRouter = router({
  decline: memberProcedure
    .input(z.strictObject({ charge: idSchema }))
    .mutation(({ ctx, input }) => declinePaperSlip(ctx, ctx.member.account, input.charge)),
});
