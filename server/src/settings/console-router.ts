import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import { officerProcedure, router } from '../doors/trpc.ts';
import { readSettings, saveSettings, settingsSchema } from './settings.ts';

export const settingsRouter = router({
  read: officerProcedure().query(({ ctx }) => readSettings(ctx.db)),
  save: officerProcedure('approver', 'registrar')
    .input(settingsSchema.partial())
    .mutation(({ ctx, input }) =>
      transaction(ctx.db, async (tx) => {
        const before = await readSettings(tx);
        await saveSettings(tx, input);
        const after = await readSettings(tx);
        await noteAct(tx, {
          actor: `officer.${ctx.officer.id}`,
          act: 'saveSettings',
          subject: 'settings',
          before,
          after,
        });
        return after;
      }),
    ),
});
