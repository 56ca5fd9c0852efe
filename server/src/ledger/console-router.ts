import { readQuerySchema } from '@kumoh-pay/domain';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { officerProcedure, router } from '../doors/trpc.ts';
import { whileSignedIn } from '../doors/while-signed-in.ts';

/** The ledger itself, for officers: records as their canonical JSON, by which the browser makes `shown`, and what happens. */
export const ledgerRouter = router({
  read: officerProcedure()
    .input(readQuerySchema)
    .query(({ ctx, input }) => ctx.money.read(input)),

  /** Each committed order, as it happens: the screens that are open look again. */
  live: officerProcedure()
    .input(z.strictObject({ lastEventId: z.string().max(40).nullish() }).optional())
    .subscription(async function* ({ ctx, input, signal }) {
      const events = whileSignedIn(ctx, ctx.officer.session, signal, (ends) =>
        ctx.money.live.officeEvents(input?.lastEventId, ends),
      );
      for await (const [id, event] of events)
        yield tracked(id, { sequence: event.sequence, type: event.type, order: event.order });
    }),
});
