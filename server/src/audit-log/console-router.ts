import { timeSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { officerProcedure, router } from '../doors/trpc.ts';
import { searchAuditEntries } from './store.ts';

/** Entries of one page. */
const pageSize = 100;
const word = z.string().max(60).optional();

export const auditLogRouter = router({
  search: officerProcedure()
    .input(
      z.strictObject({
        actor: word,
        subject: word,
        act: word,
        fromMs: timeSchema.optional(),
        toMs: timeSchema.optional(),
        before: z.int().min(1).optional(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const rows = await searchAuditEntries(ctx.db, input, pageSize);
      return rows.map(({ id, at, actor, act, subject, before_text: before, after_text: after }) => ({
        id,
        at,
        actor,
        act,
        subject,
        before,
        after,
      }));
    }),
});
