import { timeSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { officerProcedure, router } from '../doors/trpc.ts';
import { searchAuditEntries } from './store.ts';
import { subjectsNamed } from './subject-store.ts';

/** Entries of one page. */
const pageSize = 100;
const word = z.string().max(60).optional();
/** Ids and names of acts are ASCII, and the database compares them with nothing else. */
const canMatch = (text: string | undefined): boolean => text === undefined || /^[ -~]*$/.test(text);

export const auditLogRouter = router({
  search: officerProcedure()
    .input(
      z.strictObject({
        actor: word,
        subject: word,
        /** A member, vendor, officer or programme by a part of its name or number, or anything by its id. */
        about: z.string().trim().min(1).max(60).optional(),
        act: word,
        fromMs: timeSchema.optional(),
        toMs: timeSchema.optional(),
        before: z.int().min(1).optional(),
      }),
    )
    .query(async ({ ctx, input }) => {
      if (![input.actor, input.subject, input.act].every(canMatch)) return [];
      const { about: words, ...search } = input;
      const about = words === undefined ? undefined : await subjectsNamed(ctx.db, words);
      if (about?.subjects.length === 0) return [];
      const rows = await searchAuditEntries(ctx.db, { ...search, about }, pageSize);
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
