import { idSchema, ok } from '@kumoh-pay/domain';
import { z } from 'zod';
import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import { nameSchema } from '../doors/inputs.ts';
import { officerProcedure, router } from '../doors/trpc.ts';
import { endingOf } from './ending.ts';
import { allProgrammeNames, listProgrammeRows, saveProgrammeName } from './store.ts';

/** The office's names of programmes, and what the index says of them. createProgramme waits in the approvals inbox. */
export const programmeRouter = router({
  list: officerProcedure().query(async ({ ctx }) => {
    const rows = await listProgrammeRows(ctx.db);
    return rows.map((row) => ({
      id: row.programme,
      name: row.name ?? row.funder,
      funder: row.funder,
      firstDay: row.first_day,
      lastDay: row.last_day,
      budget: row.budget,
      vendors: row.vendors === null ? null : row.vendors.split(','),
      transferable: row.transferable === 1,
      issued: row.issued ?? 0,
      settled: row.settled ?? 0,
      revoked: row.revoked ?? 0,
      expired: row.expired ?? 0,
    }));
  }),
  /** What would expire of a programme as things are; null while more than a month is left. */
  ending: officerProcedure()
    .input(z.strictObject({ programme: idSchema }))
    .query(({ ctx, input }) => endingOf(ctx.db, input.programme, ctx.now())),
  names: officerProcedure().query(({ ctx }) => allProgrammeNames(ctx.db)),
  saveName: officerProcedure('issuer', 'approver')
    .input(z.strictObject({ programme: idSchema, name: nameSchema }))
    .mutation(({ ctx, input }) =>
      transaction(ctx.db, async (tx) => {
        await saveProgrammeName(tx, { ...input, created_at: ctx.now() });
        const subject = `programme.${input.programme}`;
        const actor = `officer.${ctx.officer.id}`;
        await noteAct(tx, { actor, act: 'nameProgramme', subject, after: { name: input.name } }, ctx.now());
        return ok(null);
      }),
    ),
});
