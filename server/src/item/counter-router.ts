import { amountSchema, idSchema, won } from '@kumoh-pay/domain';
import { z } from 'zod';
import { nameSchema } from '../doors/inputs.ts';
import { router, staffProcedure, terminalProcedure } from '../doors/trpc.ts';
import { itemsMax, saveItem } from './item.ts';
import { itemsOf } from './store.ts';

export const itemRouter = router({
  /** The vendor's tiles, also those taken off sale, in their order. */
  list: terminalProcedure.query(async ({ ctx }) => {
    const rows = await itemsOf(ctx.db, ctx.terminal.vendor);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      won: won(row.won),
      place: row.place,
      active: row.active === 1,
    }));
  }),
  save: staffProcedure('manager')
    .input(
      z.strictObject({
        id: idSchema,
        name: nameSchema,
        won: amountSchema,
        place: z.int().min(0).max(itemsMax),
        active: z.boolean(),
      }),
    )
    .mutation(({ ctx, input }) =>
      saveItem(ctx, { actor: `staff.${ctx.staff.id}`, vendor: ctx.terminal.vendor }, input),
    ),
});
