import { ok } from '@kumoh-pay/domain';
import { z } from 'zod';
import { CallRefused, publicProcedure, router, staffProcedure, terminalProcedure } from '../doors/trpc.ts';
import { displayStateSchema, displays } from './display.ts';

const token = z.string().regex(/^[\w-]{22}$/);

/** The customer's own screen: any phone with the token that the cashier's screen has shown. */
export const displayRouter = router({
  link: staffProcedure('cashier').mutation(({ ctx }) =>
    ok({ token: displays.link(ctx.terminal.id, ctx.now()) }),
  ),
  unlink: staffProcedure('cashier').mutation(({ ctx }) => {
    displays.unlink(ctx.terminal.id);
    return ok(null);
  }),
  show: terminalProcedure
    .input(z.strictObject({ token, state: displayStateSchema }))
    .mutation(({ ctx, input }) => {
      displays.show(ctx.terminal.id, input.token, input.state, ctx.now());
      return ok(null);
    }),
  watch: publicProcedure.input(z.strictObject({ token })).subscription(async function* ({
    ctx,
    input,
    signal,
  }) {
    const ends = AbortSignal.any([ctx.stopping, ...(signal ? [signal] : [])]);
    const states = displays.watch(input.token, ctx.now(), ends);
    if (!states) throw new CallRefused('UNAUTHORIZED', 'SIGN_IN_AGAIN');
    yield* states;
  }),
});
