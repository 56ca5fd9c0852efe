import { digestSchema, idSchema, ok, refuse } from '@kumoh-pay/domain';
import { z } from 'zod';
import { submitByOfficer } from '../approval/officer-order.ts';
import { mailSchema, nameSchema, orderInput, signaturesInput } from '../doors/inputs.ts';
import { freshOfficerProcedure, officerProcedure, router } from '../doors/trpc.ts';
import { findVendor, listVendorRows } from './store.ts';
import { bankAccountOf, bankAccountSchema, keepBankAccount, noteAccountSeen, saveVendor } from './vendor.ts';

/** The office's records of vendors; registerVendor and changeVendor are orders. */
export const vendorRecordRouter = router({
  list: officerProcedure().query(async ({ ctx }) => {
    const rows = await listVendorRows(ctx.db);
    return rows.map(({ id, name, place, mail }) => ({ id, name, place, mail }));
  }),
  save: officerProcedure('approver', 'registrar')
    .input(
      z.strictObject({
        id: idSchema,
        name: nameSchema,
        place: z.string().trim().max(120),
        mail: mailSchema.nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      await saveVendor(ctx, `officer.${ctx.officer.id}`, input);
      return ok(null);
    }),
  keepBankAccount: freshOfficerProcedure('approver')
    .input(z.strictObject({ vendor: idSchema, bank: bankAccountSchema }))
    .mutation(async ({ ctx, input }) => {
      if (!(await findVendor(ctx.db, input.vendor))) return refuse('UNKNOWN_VENDOR');
      return ok(await keepBankAccount(ctx, `officer.${ctx.officer.id}`, input.vendor, input.bank));
    }),
  /** The account behind a commitment, for whoever signs that it is the vendor's. Who saw it is in the audit log. */
  bankAccount: freshOfficerProcedure('approver', 'auditor')
    .input(z.strictObject({ commitment: digestSchema }))
    .mutation(async ({ ctx, input }) => {
      const account = await bankAccountOf(ctx, input.commitment);
      if (!account) return refuse('UNKNOWN_VENDOR', 'no account under this commitment');
      await noteAccountSeen(ctx, ctx.officer.id, account.vendor);
      return ok(account);
    }),
  /** registerVendor or changeVendor by one approver; with a payee or a fee it waits in the approvals inbox. */
  submit: freshOfficerProcedure('approver')
    .input(
      z.strictObject({
        order: z.discriminatedUnion('type', [orderInput('registerVendor'), orderInput('changeVendor')]),
        signatures: signaturesInput(1),
      }),
    )
    .mutation(({ ctx, input }) => submitByOfficer(ctx, ctx.officer.id, input)),
});
