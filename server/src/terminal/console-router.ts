import { idSchema, refuse, signatureSchema, slipSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { nameSchema, signedInput } from '../doors/inputs.ts';
import { freshOfficerProcedure, officerProcedure, router } from '../doors/trpc.ts';
import { healthByTerminal } from './health.ts';
import { offerSlip, retireTerminal } from './pairing.ts';
import { findTerminal, terminalsOf } from './store.ts';

export const officeTerminalRouter = router({
  list: officerProcedure()
    .input(z.strictObject({ vendor: idSchema }))
    .query(async ({ ctx, input }) => {
      const rows = await terminalsOf(ctx.db, input.vendor);
      const health = await healthByTerminal(
        ctx.db,
        rows.map(({ id }) => id),
      );
      return rows.map(({ id, name, state, paired_at: pairedAt }) => ({
        id,
        name,
        state,
        pairedAt,
        /** Null: this terminal has never spoken. */
        health: health.get(id) ?? null,
      }));
    }),
  /** The pairing code itself goes from this screen to the tablet and never to the server. */
  offer: freshOfficerProcedure('registrar', 'approver')
    .input(z.strictObject({ slip: slipSchema, signature: signatureSchema, name: nameSchema }))
    .mutation(({ ctx, input }) => offerSlip(ctx, ctx.officer.id, input)),
  /** Whether the tablet has done it: the console's screen waits for it. */
  paired: officerProcedure()
    .input(z.strictObject({ terminal: idSchema }))
    .query(async ({ ctx, input }) => (await findTerminal(ctx.db, input.terminal))?.state === 'paired'),
  retire: freshOfficerProcedure('registrar')
    .input(z.strictObject({ signed: signedInput('retireTerminal') }))
    .mutation(({ ctx, input }) =>
      input.signed.signatures.some((one) => one.by === `officer.${ctx.officer.id}`)
        ? retireTerminal(ctx, `officer.${ctx.officer.id}`, input.signed)
        : refuse('NOT_AUTHORISED'),
    ),
});
