import { idSchema, ok, refuse } from '@kumoh-pay/domain';
import { z } from 'zod';
import { memberProcedure, router } from '../doors/trpc.ts';
import { tellEnded } from './ended.ts';
import { endListedSession, endSession, endSessions, listSessions } from './session.ts';

/** The member's devices. */
export const memberSessionRouter = router({
  list: memberProcedure.query(({ ctx }) => listSessions(ctx.db, ctx.member.session)),
  end: memberProcedure.input(z.strictObject({ handle: idSchema })).mutation(async ({ ctx, input }) => {
    const ended = await endListedSession(ctx.db, 'member', ctx.member.id, input.handle);
    if (!ended) return refuse('UNKNOWN_MEMBER', 'no such session');
    tellEnded(ctx.member.id);
    return ok(null);
  }),
  endOthers: memberProcedure.mutation(async ({ ctx }) => {
    await endSessions(ctx.db, 'member', ctx.member.id, ctx.member.session);
    tellEnded(ctx.member.id);
    return ok(null);
  }),
  signOut: memberProcedure.mutation(async ({ ctx }) => {
    await endSession(ctx.db, ctx.member.session);
    ctx.setSession('member', null);
    tellEnded(ctx.member.id);
    return ok(null);
  }),
});
