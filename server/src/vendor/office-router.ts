import { idSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { officerProcedure, router } from '../doors/trpc.ts';
import { vendorDays } from '../overview/day-flow-store.ts';
import { staffOf } from '../staff/store.ts';
import { officeVendors } from './office-vendors.ts';

/** A month tells a shop's rhythm. */
const salesDays = 30;

/** Vendors as the office sees them: its record, what the ledger says, tablets and staff. */
export const vendorRouter = router({
  list: officerProcedure().query(({ ctx }) => officeVendors(ctx.db)),
  staff: officerProcedure()
    .input(z.strictObject({ vendor: idSchema }))
    .query(async ({ ctx, input }) => {
      const rows = await staffOf(ctx.db, input.vendor);
      return rows.map(({ id, name, role }) => ({ id, name, role }));
    }),
  /** What it has sold by day, in the last month and today. In won. */
  sales: officerProcedure()
    .input(z.strictObject({ vendor: idSchema }))
    .query(({ ctx, input }) => vendorDays(ctx.db, ctx.now(), input.vendor, salesDays)),
});
