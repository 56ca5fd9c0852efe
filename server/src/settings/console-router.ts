import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import { officerProcedure, router } from '../doors/trpc.ts';
import { changeSettings, readSettings, settingsSchema } from './settings.ts';

export const settingsRouter = router({
  read: officerProcedure().query(({ ctx }) => readSettings(ctx.db)),
  save: officerProcedure('approver', 'registrar')
    .input(settingsSchema.partial())
    .mutation(async ({ ctx, input }) => {
      const { before, after } = await transaction(ctx.db, async (tx) => {
        const change = await changeSettings(tx, input);
        await noteAct(tx, {
          actor: `officer.${ctx.officer.id}`,
          act: 'saveSettings',
          subject: 'settings',
          ...change,
        });
        return change;
      });
      if (after.outageBanner !== before.outageBanner) await ctx.money.live.tellWallets({ is: 'banner' });
      return after;
    }),
});
