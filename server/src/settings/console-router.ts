import { noteAct } from '../audit-log/audit-log.ts';
import { type Database, transaction } from '../db/index.ts';
import { officerProcedure, router } from '../doors/trpc.ts';
import { readSettings, type Settings, saveSettings, settingsSchema } from './settings.ts';

export const settingsRouter = router({
  read: officerProcedure().query(({ ctx }) => readSettings(ctx.db)),
  save: officerProcedure('approver', 'registrar')
    .input(settingsSchema.partial())
    .mutation(async ({ ctx, input }) => {
      const { before, after } = await transaction(ctx.db, async (tx) => {
        const change = { before: await readSettings(tx), after: await saved(tx, input) };
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

async function saved(db: Database, change: Partial<Settings>): Promise<Settings> {
  await saveSettings(db, change);
  return readSettings(db);
}
