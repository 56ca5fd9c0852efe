import {
  amountSchema,
  idSchema,
  ok,
  orderBodies,
  policySchema,
  refuse,
  timeSchema,
  won,
} from '@kumoh-pay/domain';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { signedInput, signedVoidInput } from '../doors/inputs.ts';
import { router, staffProcedure, terminalProcedure } from '../doors/trpc.ts';
import { whileSignedIn } from '../doors/while-signed-in.ts';
import { readSettings } from '../settings/settings.ts';
import { pinSchema } from '../staff/counter-router.ts';
import { chargeFor, lateCharge, outcomeOf, voidCharge } from './charge.ts';
import { closingPreview } from './closing.ts';
import { closingDue, saveClosingMinute, sealAtHour } from './closing-hour.ts';
import { dayReport, daysOf, sealFor } from './days.ts';
import { counterNews } from './news.ts';
import { bouncedCharges, presentFor } from './present.ts';
import { refundFor, undoMs } from './refund.ts';
import { findSales, showSale, todayAt } from './sales-view.ts';
import { keepBasket } from './store.ts';
import { refundReasons } from './tables.ts';
import { zReportOf } from './z-report.ts';

/** A long order has some dozens of lines; more is no lunch. */
const basketLinesMax = 100;
const basketSchema = z
  .array(
    z.strictObject({
      item: idSchema.nullable(),
      name: z.string().trim().min(1).max(60),
      won: amountSchema,
      quantity: z.int().min(1).max(1_000),
    }),
  )
  .max(basketLinesMax);
const chargeSchema = z.strictObject({ charge: idSchema });
const dayNumber = orderBodies.sealDay.shape.day;
/** Before the bootstrap nothing may be charged. */
const readCaps = (text: string | null | undefined) => {
  const limits = text ? policySchema.parse(JSON.parse(text)).limits : null;
  return {
    chargeCap: limits?.chargeCap ?? won(0),
    offlineCap: limits?.offlineCap ?? won(0),
    offlineDayCap: limits?.offlineDayCap ?? won(0),
  };
};

/** Taking payment and giving it back. Vendor and terminal come from the session, and what is signed must agree with it. */
export const saleRouter = router({
  /** What the keypad and the strip at the top need. */
  terms: terminalProcedure.query(async ({ ctx }) => {
    const [policy] = await ctx.money.read({ records: [['policy']] });
    const { outageBanner } = await readSettings(ctx.db);
    return { ...readCaps(policy), undoMs, outageBanner, nowMs: ctx.now() };
  }),

  charge: staffProcedure('cashier')
    .input(
      z.strictObject({
        signed: signedInput('charge'),
        basket: basketSchema,
        /** The refused charge of which this takes the part that the member has named. */
        partOf: idSchema.nullable().optional(),
      }),
    )
    .mutation(({ ctx, input }) => chargeFor(ctx, ctx.terminal, ctx.staff.id, input)),

  /** What the terminal took without a connection, sent as soon as there is one, also while it is locked: its own signature says that it took it, and the ledger judges by its time. `staff` took it, by the terminal's word. */
  late: terminalProcedure
    .input(z.strictObject({ signed: signedInput('charge'), basket: basketSchema, staff: idSchema }))
    .mutation(({ ctx, input }) => lateCharge(ctx, ctx.terminal, input)),

  /** The pay code that a fallback number stands for; the terminal then charges it as if it had seen it. */
  codeForNumber: staffProcedure('cashier')
    .input(z.strictObject({ number: z.string().regex(/^\d{8}$/) }))
    .mutation(({ ctx, input }) => ctx.money.codeForNumber(ctx.terminal.id, input.number)),

  /** Keeps the basket of a request code, which a phone will pay. */
  keepRequest: staffProcedure('cashier')
    .input(z.strictObject({ charge: idSchema, basket: basketSchema }))
    .mutation(async ({ ctx, input }) => {
      const { id: terminal, vendor } = ctx.terminal;
      await keepBasket(
        ctx.db,
        { charge: input.charge, vendor, terminal, staff: ctx.staff.id, at: ctx.now() },
        input.basket,
      );
      return ok(null);
    }),

  /** What became of a charge id, also while the counter is locked. */
  outcome: terminalProcedure
    .input(chargeSchema)
    .query(({ ctx, input }) => outcomeOf(ctx, ctx.terminal, input.charge)),

  void: staffProcedure('cashier')
    .input(z.strictObject({ signed: signedVoidInput }))
    .mutation(({ ctx, input }) => voidCharge(ctx, ctx.terminal, input.signed)),

  refund: staffProcedure('cashier')
    .input(
      z.strictObject({
        signed: signedInput('refund'),
        reason: z.enum(refundReasons),
        manager: z.strictObject({ staff: idSchema, pin: pinSchema }).nullable(),
      }),
    )
    .mutation(({ ctx, input }) => refundFor(ctx, ctx.terminal, ctx.staff.id, input)),

  /** What was taken offline, moved no won and has not been paid since. */
  bounced: staffProcedure('cashier').query(({ ctx }) => bouncedCharges(ctx, ctx.terminal.vendor)),

  /** Asks once more for one of them. */
  present: staffProcedure('cashier')
    .input(z.strictObject({ signed: signedInput('presentCharge') }))
    .mutation(({ ctx, input }) => presentFor(ctx, ctx.terminal, input.signed)),

  today: staffProcedure('cashier').query(async ({ ctx }) => {
    await ctx.money.indexed();
    return todayAt(ctx.db, ctx.terminal);
  }),

  find: staffProcedure('cashier')
    .input(
      z.strictObject({
        amount: amountSchema.optional(),
        around: timeSchema.optional(),
        lastFour: z
          .string()
          .regex(/^[0-9A-HJKMNP-TV-Z]{4}$/)
          .optional(),
      }),
    )
    .query(({ ctx, input }) => findSales(ctx.db, ctx.terminal.vendor, input, ctx.now())),

  show: staffProcedure('cashier')
    .input(chargeSchema)
    .query(async ({ ctx, input }) => {
      await ctx.money.indexed();
      const sale = await showSale(ctx.db, ctx.terminal.vendor, input.charge);
      return sale ? ok(sale) : refuse('UNKNOWN_CHARGE');
    }),

  /** What happens at this vendor, as it happens; a terminal that was away gets what it missed, once. */
  live: terminalProcedure
    .input(z.strictObject({ lastEventId: z.string().max(40).nullish() }).optional())
    .subscription(async function* ({ ctx, input, signal }) {
      const { vendor, session } = ctx.terminal;
      const events = whileSignedIn(ctx, session, signal, (ends) =>
        ctx.money.live.counterEvents(vendor, input?.lastEventId, ends),
      );
      for await (const [id, event] of events) {
        const news = await counterNews(ctx.db, vendor, event);
        if (news) yield tracked(id, news);
      }
    }),
});

/** Closing the day, and what became of earlier ones. */
export const dayRouter = router({
  closing: staffProcedure('manager').query(({ ctx }) => closingPreview(ctx, ctx.terminal.vendor)),

  seal: staffProcedure('manager')
    .input(z.strictObject({ signed: signedInput('sealDay') }))
    .mutation(({ ctx, input }) => sealFor(ctx, ctx.terminal, input.signed)),

  /** Whether it is time to close, and how long the day has been open; also while the counter is locked. */
  due: terminalProcedure.query(({ ctx }) => closingDue(ctx, ctx.terminal.vendor)),

  /** At the hour that a manager has set; the terminal does it by itself. */
  sealAtHour: terminalProcedure
    .input(z.strictObject({ signed: signedInput('sealDay') }))
    .mutation(({ ctx, input }) => sealAtHour(ctx, ctx.terminal, input.signed)),

  /** Minute of the Seoul day; null: by hand. */
  saveClosingMinute: staffProcedure('manager')
    .input(z.strictObject({ closingMinute: z.int().min(0).max(1_439).nullable() }))
    .mutation(({ ctx, input }) =>
      saveClosingMinute(
        ctx,
        { actor: `staff.${ctx.staff.id}`, vendor: ctx.terminal.vendor },
        input.closingMinute,
      ),
    ),

  list: staffProcedure('manager')
    .input(z.strictObject({ before: dayNumber.optional() }))
    .query(async ({ ctx, input }) => {
      await ctx.money.indexed();
      return daysOf(ctx.db, ctx.terminal.vendor, input.before);
    }),

  report: staffProcedure('manager')
    .input(z.strictObject({ day: dayNumber }))
    .query(async ({ ctx, input }) => {
      const report = await dayReport(ctx.db, ctx.terminal.vendor, input.day);
      return report ? ok(report) : refuse('NOT_SEALED');
    }),

  /** The same as a file. */
  reportPdf: staffProcedure('manager')
    .input(z.strictObject({ day: dayNumber }))
    .query(({ ctx, input }) => zReportOf(ctx, ctx.terminal.vendor, input.day)),
});
