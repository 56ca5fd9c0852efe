import { idSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { submitByOfficer } from '../approval/officer-order.ts';
import { signedInput } from '../doors/inputs.ts';
import { freshOfficerProcedure, officerProcedure, router } from '../doors/trpc.ts';
import { staffOf } from '../staff/store.ts';
import { officeVendors } from './office-vendors.ts';

/** Vendors on the ledger. What names a payee or a fee goes to the approvals inbox instead. */
export const vendorRouter = router({
  list: officerProcedure().query(({ ctx }) => officeVendors(ctx.db)),
  register: freshOfficerProcedure('approver')
    .input(z.strictObject({ signed: signedInput('registerVendor') }))
    .mutation(({ ctx, input }) => submitByOfficer(ctx, ctx.officer.id, input.signed)),
  change: freshOfficerProcedure('approver')
    .input(z.strictObject({ signed: signedInput('changeVendor') }))
    .mutation(({ ctx, input }) => submitByOfficer(ctx, ctx.officer.id, input.signed)),
  staff: officerProcedure()
    .input(z.strictObject({ vendor: idSchema }))
    .query(async ({ ctx, input }) => {
      const rows = await staffOf(ctx.db, input.vendor);
      return rows.map(({ id, name, role }) => ({ id, name, role }));
    }),
});
