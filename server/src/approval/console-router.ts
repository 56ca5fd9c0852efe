import { idSchema, signatureSchema, sumWon, timeSchema, voidBodySchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { signaturesInput, signedInput } from '../doors/inputs.ts';
import { freshOfficerProcedure, officerProcedure, router } from '../doors/trpc.ts';
import { propose, signProposal, storedProposal, withdrawProposal } from './approval.ts';
import { type ApprovalRow, decidedApprovals, waitingApprovals } from './store.ts';

/** The orders that need two officers, or may: an issue above the issuer's own limit. */
const waitingOrder = z.union([
  signedInput('appointOfficer'),
  signedInput('cancelPayout'),
  signedInput('changeProgramme'),
  signedInput('changeVendor'),
  signedInput('closeAccount'),
  signedInput('confirmKey'),
  signedInput('createProgramme'),
  signedInput('issue'),
  signedInput('registerVendor'),
  signedInput('replaceOfficerKey'),
  signedInput('retireOfficer'),
  signedInput('revoke'),
  signedInput('setPolicy'),
]);
/** By the first signer: the ledger then never takes the order, whoever has a copy of it with one signature. */
const signedVoid = z.strictObject({
  order: z.strictObject({
    type: z.literal('void'),
    id: idSchema,
    body: voidBodySchema,
    at: timeSchema,
  }),
  signatures: signaturesInput(1),
});
/** The longest record is a settlement's, of a few thousand characters. */
const shownMax = 20_000;

const head = (row: ApprovalRow) => ({
  id: row.id,
  type: row.type,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at,
  until: row.until_at,
  state: row.state,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  code: row.code,
});
const waiting = (row: ApprovalRow) => ({ ...head(row), signed: storedProposal(row) });
/** Nobody signs it any more: of a list of receivers there is the sum. */
function decided(row: ApprovalRow) {
  const { order } = storedProposal(row);
  const total = 'receivers' in order.body ? sumWon(order.body.receivers.map(({ amount }) => amount)) : null;
  return { ...head(row), order: total === null ? order : null, total };
}

/** Orders that wait for a second officer, who sees and signs the same bytes. */
export const approvalRouter = router({
  list: officerProcedure().query(async ({ ctx }) => ({
    waiting: (await waitingApprovals(ctx.db, ctx.now())).map(waiting),
    decided: (await decidedApprovals(ctx.db, ctx.now())).map(decided),
  })),
  propose: freshOfficerProcedure('issuer', 'approver', 'registrar')
    .meta({ largeBody: true })
    .input(z.strictObject({ signed: waitingOrder, shown: z.string().max(shownMax).nullable() }))
    .mutation(({ ctx, input }) => propose(ctx, ctx.officer.id, input.signed, input.shown)),
  sign: freshOfficerProcedure('issuer', 'approver', 'registrar')
    .input(z.strictObject({ id: idSchema, signature: signatureSchema }))
    .mutation(({ ctx, input }) => signProposal(ctx, ctx.officer.id, input.id, input.signature)),
  withdraw: officerProcedure('issuer', 'approver', 'registrar')
    .meta({ largeBody: true })
    .input(z.strictObject({ id: idSchema, voided: signedVoid.nullable() }))
    .mutation(({ ctx, input }) => withdrawProposal(ctx, ctx.officer.id, input)),
});
