import { amountSchema, idSchema, won } from '@kumoh-pay/domain';
import { z } from 'zod';
import { nameSchema } from '../doors/inputs.ts';
import { router, staffProcedure, terminalProcedure } from '../doors/trpc.ts';
import { itemsMax, markSoldOut, pictureBytesMax, saveItem, savePicture } from './item.ts';
import { findPicture, itemsOf, pictureTimes } from './store.ts';

/** A word above a group of tiles. */
const categoryMax = 20;
/** base64 has four characters for three bytes. */
const pictureTextMax = Math.ceil(pictureBytesMax / 3) * 4;

export const itemRouter = router({
  /** The vendor's tiles, also those taken off sale, in their order. */
  list: terminalProcedure.query(async ({ ctx }) => {
    const { vendor } = ctx.terminal;
    const [rows, pictures] = await Promise.all([itemsOf(ctx.db, vendor), pictureTimes(ctx.db, vendor)]);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      won: won(row.won),
      place: row.place,
      active: row.active === 1,
      category: row.category,
      soldOut: row.sold_out === 1,
      /** When its picture was changed last; null: it has none. */
      pictureAt: pictures.get(row.id) ?? null,
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
        category: z.string().trim().max(categoryMax),
        soldOut: z.boolean(),
      }),
    )
    .mutation(({ ctx, input }) =>
      saveItem(ctx, { actor: `staff.${ctx.staff.id}`, vendor: ctx.terminal.vendor }, input),
    ),
  soldOut: staffProcedure('cashier')
    .input(z.strictObject({ id: idSchema, soldOut: z.boolean() }))
    .mutation(({ ctx, input }) =>
      markSoldOut(ctx, { actor: `staff.${ctx.staff.id}`, vendor: ctx.terminal.vendor }, input),
    ),
  /** A JPEG in base64; null: none. */
  picture: terminalProcedure.input(z.strictObject({ id: idSchema })).query(async ({ ctx, input }) => {
    const row = await findPicture(ctx.db, ctx.terminal.vendor, input.id);
    return row?.jpeg.toString('base64') ?? null;
  }),
  savePicture: staffProcedure('manager')
    .input(z.strictObject({ id: idSchema, jpeg: z.base64().max(pictureTextMax).nullable() }))
    .mutation(({ ctx, input: { id, jpeg } }) =>
      savePicture(
        ctx,
        { actor: `staff.${ctx.staff.id}`, vendor: ctx.terminal.vendor },
        { id, jpeg: jpeg === null ? null : Buffer.from(jpeg, 'base64') },
      ),
    ),
});
