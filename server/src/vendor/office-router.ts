import { idSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { officerProcedure, router } from '../doors/trpc.ts';
import { staffOf } from '../staff/store.ts';
import { officeVendors } from './office-vendors.ts';

/** Vendors as the office sees them: its record, what the ledger says, tablets and staff. */
export const vendorRouter = router({
  list: officerProcedure().query(({ ctx }) => officeVendors(ctx.db)),
  staff: officerProcedure()
    .input(z.strictObject({ vendor: idSchema }))
    .query(async ({ ctx, input }) => {
      const rows = await staffOf(ctx.db, input.vendor);
      return rows.map(({ id, name, role }) => ({ id, name, role }));
    }),
});
