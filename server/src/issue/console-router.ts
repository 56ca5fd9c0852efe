import {
  amountSchema,
  idSchema,
  policySchema,
  programmeSchema,
  type ReadQuery,
  refuse,
  resultSchemas,
  seoulDay,
  sumSchema,
  supplySchema,
} from '@kumoh-pay/domain';
import { z } from 'zod';
import { submitByOfficer } from '../approval/officer-order.ts';
import { noteAct } from '../audit-log/audit-log.ts';
import { signedInput } from '../doors/inputs.ts';
import { freshOfficerProcedure, officerProcedure, router } from '../doors/trpc.ts';
import { asRefusal } from '../money.ts';
import { findAttempt, storedOrder } from '../order/attempt-store.ts';
import { decodeRosterFile } from '../roster/roster-file.ts';
import { checkList } from './check-list.ts';
import { resultFileRows } from './result-file.ts';
import { issueParts, issuesOf } from './store.ts';
import { nowSignedUp, unspentOf } from './unspent.ts';

/** Issues of one programme that its page lists; older ones are found in the transactions. */
const issuesShown = 50;
const source = z.union([
  z.strictObject({ text: z.string().min(1).max(400_000) }),
  z.strictObject({ file: z.base64().min(1).max(400_000) }),
]);
const readSum = (text: string | null | undefined): number =>
  text ? sumSchema.parse(JSON.parse(text)).sum : 0;

export const issueRouter = router({
  /** What the issuer may issue alone today, and what is left of a programme's budget, in won. */
  terms: officerProcedure()
    .input(z.strictObject({ programme: idSchema }).optional())
    .query(async ({ ctx, input }) => {
      const today = seoulDay(ctx.now());
      const programme = input?.programme;
      const records: ReadQuery['records'] = [['policy'], ['issuer', ctx.officer.id, today]];
      if (programme) records.push(['programme', programme], ['supply', programme]);
      const [policy, issued, terms, supply] = await ctx.money.read({ records });
      const cap = policy ? policySchema.parse(JSON.parse(policy)).limits.soloIssueCap : 0;
      const budget = terms ? Number(programmeSchema.parse(JSON.parse(terms)).budget) : null;
      const reserved = supply ? Number(supplySchema.parse(JSON.parse(supply)).reserved) : 0;
      return {
        soloIssueCap: Number(cap),
        issuedAlone: readSum(issued),
        budgetLeft: budget === null ? null : budget - reserved,
      };
    }),

  /** What could be taken back of an issue now; revoke waits in the approvals inbox. */
  unspent: officerProcedure()
    .input(z.strictObject({ order: idSchema, programme: idSchema }))
    .query(({ ctx, input }) => unspentOf(ctx.db, input.order, input.programme)),

  /** Whom an earlier list named before they had an account, and who has one now. */
  signedUp: officerProcedure()
    .input(z.strictObject({ programme: idSchema }))
    .query(({ ctx, input }) => nowSignedUp(ctx.db, input.programme)),

  /** The dry run of a list; nothing is issued. */
  check: officerProcedure('issuer')
    .meta({ largeBody: true })
    .input(
      z.strictObject({
        order: idSchema,
        programme: idSchema,
        source,
        sameForAll: amountSchema.nullable(),
        againToo: z.boolean(),
      }),
    )
    .mutation(({ ctx, input: { source: from, ...list } }) => {
      const text = 'text' in from ? from.text : decodeRosterFile(Buffer.from(from.file, 'base64'));
      return checkList(ctx, { ...list, text });
    }),

  issue: freshOfficerProcedure('issuer')
    .meta({ largeBody: true })
    .input(z.strictObject({ signed: signedInput('issue') }))
    .mutation(({ ctx, input }) => submitByOfficer(ctx, ctx.officer.id, input.signed)),

  /** Goes on with an issue that a break has stopped: the same signed order, from its first part; what is done stays done. */
  resume: freshOfficerProcedure('issuer', 'approver')
    .input(z.strictObject({ order: idSchema }))
    .mutation(async ({ ctx, input }) => {
      const attempt = await findAttempt(ctx.db, { order_id: input.order, type: 'issue', part: 0 });
      if (!attempt) return refuse('ORDER_VOID', 'unknown order');
      const act = { actor: `officer.${ctx.officer.id}`, act: 'resumeIssue', subject: `order.${input.order}` };
      await noteAct(ctx.db, act, ctx.now());
      const { answer, done, parts } = await ctx.money.submitInParts(storedOrder(attempt.signed, 'issue', 0));
      if (answer.state === 'committed') return { ok: true as const, value: { done, parts } };
      return asRefusal(answer);
    }),

  list: officerProcedure()
    .input(z.strictObject({ programme: idSchema }))
    .query(async ({ ctx, input }) => {
      const orders = (await issuesOf(ctx.db, input.programme, issuesShown)).map((row) => row.order_id);
      if (orders.length === 0) return [];
      const rows = await issueParts(ctx.db, orders);
      return orders.map((order) => {
        const parts = rows.filter((row) => row.order_id === order);
        const results = parts.map((row) => resultSchemas.issue.parse(JSON.parse(row.result)));
        return {
          order,
          at: parts[0]?.at ?? 0,
          by: (parts[0]?.signers ?? '').split(','),
          done: parts.length,
          parts: results[0]?.parts ?? parts.length,
          receivers: results.reduce((sum, part) => sum + part.receivers.length, 0),
          amount: results.reduce((sum, part) => sum + part.amount, 0),
          skipped: results.flatMap((part) => part.skipped),
        };
      });
    }),

  /** The list that an issue was made from, with what the ledger did about each line: the result file. */
  rows: officerProcedure()
    .input(z.strictObject({ order: idSchema }))
    .query(({ ctx, input }) => resultFileRows(ctx.db, input.order)),
});
