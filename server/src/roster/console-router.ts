import { idSchema, ok, refuse } from '@kumoh-pay/domain';
import { z } from 'zod';
import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import { freshOfficerProcedure, officerProcedure, router } from '../doors/trpc.ts';
import { approveMember, waitingMembers } from '../member/store.ts';
import { compareRoster, importRoster } from './roster.ts';
import { decodeRosterFile } from './roster-file.ts';
import { searchRoster } from './store.ts';

/** The file's bytes in base64, or cells as they were pasted. 500,000 characters are a body's bound. */
const roster = z.union([
  z.strictObject({ text: z.string().min(1).max(500_000) }),
  z.strictObject({ file: z.base64().min(1).max(500_000) }),
]);
const textOf = (input: z.infer<typeof roster>) =>
  'text' in input ? input.text : decodeRosterFile(Buffer.from(input.file, 'base64'));

const pageSize = 100;

export const rosterRouter = router({
  /** What an import would change; nothing is done. */
  compare: officerProcedure('registrar')
    .meta({ largeBody: true })
    .input(roster)
    .mutation(({ ctx, input }) => compareRoster(ctx.db, textOf(input))),
  /** The roster decides who may sign up as whom, so the authenticator is asked for. */
  import: freshOfficerProcedure('registrar')
    .meta({ largeBody: true })
    .input(roster)
    .mutation(async ({ ctx, input }) => {
      const imported = await importRoster(ctx, textOf(input), ctx.officer.id, ctx.now());
      ctx.mailWaiting();
      return imported;
    }),
  search: officerProcedure()
    .input(z.strictObject({ words: z.string().max(60), after: z.string().max(20).default('') }))
    .query(async ({ ctx, input }) => {
      const rows = await searchRoster(ctx.db, input.words, input.after, pageSize);
      return rows.map((row) => ({
        studentNumber: row.student_number,
        name: row.name,
        mail: row.mail,
        listed: row.listed === 1,
        member: row.member,
        state: row.state,
      }));
    }),
  /** Who signed up without a row and waits for a registrar. */
  waiting: officerProcedure().query(async ({ ctx }) => {
    const rows = await waitingMembers(ctx.db);
    return rows.map((row) => ({
      id: row.id,
      studentNumber: row.student_number,
      name: row.name,
      mail: row.mail,
      createdAt: row.created_at,
    }));
  }),
  approve: officerProcedure('registrar')
    .input(z.strictObject({ member: idSchema }))
    .mutation(({ ctx, input }) =>
      transaction(ctx.db, async (tx) => {
        const account = await approveMember(tx, input.member);
        if (account === null) return refuse('UNKNOWN_MEMBER');
        const act = {
          actor: `officer.${ctx.officer.id}`,
          act: 'approveMember',
          subject: `account.${account}`,
        };
        await noteAct(tx, act, ctx.now());
        return ok(null);
      }),
    ),
});
