import { idSchema, ok } from '@kumoh-pay/domain';
import { z } from 'zod';
import { nameSchema } from '../doors/inputs.ts';
import { router, staffProcedure, terminalProcedure } from '../doors/trpc.ts';
import { endSession } from '../session/session.ts';
import { addStaff, changeStaff, unlock } from './staff.ts';
import { staffOf } from './store.ts';
import { staffRoles } from './tables.ts';

export const pinSchema = z.string().regex(/^\d{4,6}$/);
const roleSchema = z.enum(staffRoles);

export const staffRouter = router({
  /** Who may unlock this terminal. */
  list: terminalProcedure.query(async ({ ctx }) => {
    const rows = await staffOf(ctx.db, ctx.terminal.vendor);
    return rows.map(({ id, name, role }) => ({ id, name, role }));
  }),
  unlock: terminalProcedure
    .input(z.strictObject({ staff: idSchema, pin: pinSchema }))
    .mutation(async ({ ctx, input }) => {
      const session = await unlock(ctx, ctx.terminal, { ...input, device: ctx.device });
      if (!session.ok) return session;
      ctx.setSession('staff', session.value);
      return ok(null);
    }),
  /** Who has unlocked this terminal; null: locked. */
  me: terminalProcedure.query(({ ctx }) => {
    const { staff, terminal } = ctx;
    return staff?.session.terminal === terminal.id
      ? { id: staff.id, name: staff.name, role: staff.role }
      : null;
  }),
  lock: staffProcedure('cashier').mutation(async ({ ctx }) => {
    await endSession(ctx.db, ctx.staff.session);
    ctx.setSession('staff', null);
    return ok(null);
  }),
  add: staffProcedure('manager')
    .input(z.strictObject({ name: nameSchema, role: roleSchema, pin: pinSchema }))
    .mutation(({ ctx, input }) =>
      addStaff(ctx, { actor: `staff.${ctx.staff.id}`, vendor: ctx.terminal.vendor }, input),
    ),
  change: staffProcedure('manager')
    .input(
      z.strictObject({
        staff: idSchema,
        name: nameSchema.optional(),
        role: roleSchema.optional(),
        pin: pinSchema.optional(),
        active: z.literal(false).optional(),
      }),
    )
    .mutation(({ ctx, input: { staff, ...change } }) =>
      changeStaff(ctx, { actor: `staff.${ctx.staff.id}`, vendor: ctx.terminal.vendor }, staff, change),
    ),
});
