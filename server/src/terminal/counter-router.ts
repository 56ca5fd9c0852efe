import { ok, publicKeySchema, refuse } from '@kumoh-pay/domain';
import { z } from 'zod';
import { nameSchema, signedInput } from '../doors/inputs.ts';
import { publicProcedure, router, staffProcedure, terminalProcedure } from '../doors/trpc.ts';
import { pinSchema } from '../staff/counter-router.ts';
import { findVendor } from '../vendor/store.ts';
import { healthSchema, hearHealth } from './health.ts';
import { pairTerminal, readSlip, retireTerminal } from './pairing.ts';

const firstManager = z.strictObject({ name: nameSchema, pin: pinSchema });

export const terminalRouter = router({
  /** What any counter page needs before it is paired. */
  about: publicProcedure.query(({ ctx }) => ({
    ledgerName: ctx.money.ledgerName,
    mark: ctx.config.mark,
    walletAddress: ctx.addresses.wallet,
    enroller: { id: ctx.keys.enroller.id, key: ctx.keys.enroller.publicKey },
    nowMs: ctx.now(),
  })),
  slip: publicProcedure
    .input(z.strictObject({ pairingKey: publicKeySchema }))
    .query(({ ctx, input }) => readSlip(ctx, input.pairingKey)),
  pair: publicProcedure
    .input(z.strictObject({ signed: signedInput('pairTerminal'), manager: firstManager.nullable() }))
    .mutation(async ({ ctx, input }) => {
      const manager = input.manager && { ...input.manager, role: 'manager' as const };
      const session = await pairTerminal(ctx, { signed: input.signed, manager, device: ctx.device });
      if (!session.ok) return session;
      ctx.setSession('terminal', session.value);
      return ok({ terminal: session.value.subject });
    }),
  me: terminalProcedure.query(async ({ ctx }) => {
    const { id, name, vendor } = ctx.terminal;
    const shop = await findVendor(ctx.db, vendor);
    return {
      id,
      name,
      vendor: { id: vendor, name: shop?.name ?? '', place: shop?.place ?? '' },
      nowMs: ctx.now(),
    };
  }),
  /** Every minute, locked or not. */
  health: terminalProcedure.input(healthSchema).mutation(async ({ ctx, input }) => {
    await hearHealth(ctx, ctx.terminal.id, input);
    return ok(null);
  }),
  /** The terminal gives itself up, with its own signature. */
  retire: staffProcedure('manager')
    .input(z.strictObject({ signed: signedInput('retireTerminal') }))
    .mutation(async ({ ctx, input }) => {
      if (input.signed.order.body.terminal !== ctx.terminal.id) return refuse('NOT_AUTHORISED');
      const retired = await retireTerminal(ctx, `terminal.${ctx.terminal.id}`, input.signed);
      if (retired.ok) for (const kind of ['terminal', 'staff'] as const) ctx.setSession(kind, null);
      return retired;
    }),
});
