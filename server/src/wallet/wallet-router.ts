import {
  amountSchema,
  idSchema,
  payCodeDigitsSchema,
  refuse,
  requestCodeDigitsSchema,
  resultSchemas,
} from '@kumoh-pay/domain';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { signedInput } from '../doors/inputs.ts';
import { memberProcedure, router } from '../doors/trpc.ts';
import { whileSignedIn } from '../doors/while-signed-in.ts';
import { entryKinds } from '../index/tables.ts';
import { historyPageOf, monthsOf } from './history.ts';
import { walletHome } from './home.ts';
import { walletNews } from './live-events.ts';
import { submitFor } from './orders.ts';
import { offerPart, partPossible } from './part.ts';
import { receiptOf } from './receipt.ts';
import { showReceiver } from './receiver.ts';
import { showRequest } from './request.ts';
import { vouchersOf } from './vouchers.ts';

const sequence = z.int().min(0);
const historyInput = z.strictObject({
  before: sequence.optional(),
  kinds: z.array(z.enum(entryKinds)).min(1).max(entryKinds.length).optional(),
  /** A Seoul month, 2026-11. */
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
  words: z.string().max(40).optional(),
});

/** The money side of a wallet. Whose wallet it is comes from the session alone. */
export const walletMoneyRouter = router({
  home: memberProcedure.query(({ ctx }) => walletHome(ctx.db, ctx.money, ctx.member, ctx.now())),

  history: memberProcedure
    .input(historyInput)
    .query(({ ctx, input }) => historyPageOf(ctx.db, ctx.member.account, input)),
  months: memberProcedure.query(({ ctx }) => monthsOf(ctx.db, ctx.member.account, ctx.now())),

  vouchers: memberProcedure.query(({ ctx }) => vouchersOf(ctx.db, ctx.member.account, ctx.now())),

  receipt: memberProcedure
    .input(z.strictObject({ sequence }))
    .query(({ ctx, input }) => receiptOf(ctx.db, ctx.money.ledgerName, ctx.member.account, input.sequence)),

  receiver: memberProcedure
    .input(z.strictObject({ account: idSchema }))
    .query(({ ctx, input }) => showReceiver(ctx, ctx.member.account, input.account)),

  request: memberProcedure
    .input(z.strictObject({ request: requestCodeDigitsSchema }))
    .query(({ ctx, input }) => showRequest(ctx, ctx.member.account, input.request)),

  send: memberProcedure.input(signedInput('transfer')).mutation(({ ctx, input }) => {
    if (input.order.body.from !== ctx.member.account) return refuse('NOT_AUTHORISED');
    return submitFor(ctx.money, input, resultSchemas.transfer);
  }),

  payRequest: memberProcedure.input(signedInput('pay')).mutation(({ ctx, input }) => {
    if (input.order.body.account !== ctx.member.account) return refuse('NOT_AUTHORISED');
    return submitFor(ctx.money, input, resultSchemas.pay);
  }),

  /** The fallback number: eight digits that stand for the code on show, for a minute. */
  lodgeCode: memberProcedure
    .input(z.strictObject({ code: payCodeDigitsSchema }))
    .mutation(({ ctx, input }) => ctx.money.lodgeCode(ctx.member.account, input.code)),

  /** "Part by voucher": what the vouchers could pay of a charge that was refused just now. */
  part: memberProcedure
    .input(z.strictObject({ charge: idSchema }))
    .query(({ ctx, input }) => partPossible(ctx, ctx.member.account, input.charge)),
  offerPart: memberProcedure
    .input(z.strictObject({ charge: idSchema, amount: amountSchema }))
    .mutation(({ ctx, input }) => offerPart(ctx, ctx.member.account, input)),

  /** What happens to this wallet, as it happens; what a phone missed while it was away comes first, once. */
  live: memberProcedure
    .input(z.strictObject({ lastEventId: z.string().max(40).nullish() }).optional())
    .subscription(async function* ({ ctx, input, signal }) {
      const { account, session } = ctx.member;
      const events = whileSignedIn(ctx, session, signal, (ends) =>
        ctx.money.live.walletEvents(account, input?.lastEventId, ends),
      );
      for await (const [id, event] of events) {
        const news = await walletNews(ctx.db, account, event, ctx.now());
        if (news) yield tracked(id, news);
      }
    }),
});
