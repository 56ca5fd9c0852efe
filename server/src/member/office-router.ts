import { idSchema, ok, refuse, seoulDay } from '@kumoh-pay/domain';
import { z } from 'zod';
import { submitByOfficer } from '../approval/officer-order.ts';
import { signedInput } from '../doors/inputs.ts';
import { freshOfficerProcedure, officerProcedure, router } from '../doors/trpc.ts';
import { leavers } from './leave.ts';
import { searchMembers, signInsOf } from './office-store.ts';
import { findMember } from './store.ts';

const pageSize = 100;
const entriesAtOnce = 50;

/** Members as the office sees them. closeAccount waits in the approvals inbox. */
export const memberRouter = router({
  search: officerProcedure()
    .input(z.strictObject({ words: z.string().max(60), after: z.string().max(20).default('') }))
    .query(({ ctx, input }) => searchMembers(ctx.db, input.words, input.after, pageSize)),

  show: officerProcedure()
    .input(z.strictObject({ member: idSchema }))
    .query(async ({ ctx, input }) => {
      const row = await findMember(ctx.db, input.member);
      if (!row) return refuse('UNKNOWN_MEMBER');
      const { id, name, mail, account, state, student_number: studentNumber, created_at: createdAt } = row;
      const balance = await ctx.money.balanceOf(account, seoulDay(ctx.now()));
      return ok({ id, name, mail, account, state, studentNumber, createdAt, balance });
    }),

  entries: officerProcedure()
    .input(z.strictObject({ account: idSchema, before: z.int().min(0).optional() }))
    .query(({ ctx, input }) =>
      ctx.money.entriesOf(input.account, { before: input.before, limit: entriesAtOnce }),
    ),

  /** Phones and browsers of a member. */
  signIns: officerProcedure()
    .input(z.strictObject({ member: idSchema }))
    .query(({ ctx, input }) => signInsOf(ctx.db, input.member)),

  /** Who has asked to leave: closing the account is signed by two, and then the person is forgotten. */
  leaving: officerProcedure().query(({ ctx }) => leavers(ctx.db)),

  suspend: freshOfficerProcedure('registrar')
    .input(z.strictObject({ signed: signedInput('suspendAccount') }))
    .mutation(({ ctx, input }) => submitByOfficer(ctx, ctx.officer.id, input.signed)),
  resume: freshOfficerProcedure('registrar')
    .input(z.strictObject({ signed: signedInput('resumeAccount') }))
    .mutation(({ ctx, input }) => submitByOfficer(ctx, ctx.officer.id, input.signed)),
});
