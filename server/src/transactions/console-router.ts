import { idSchema, ok, refuse } from '@kumoh-pay/domain';
import { z } from 'zod';
import { officerProcedure, router } from '../doors/trpc.ts';
import { whileSignedIn } from '../doors/while-signed-in.ts';
import { entriesAt } from '../index/entries.ts';
import { entryKinds } from '../index/tables.ts';
import { findProof, postingsAt } from '../wallet/store.ts';
import { growingExports, startExport } from './export.ts';
import { exportChunk } from './export-store.ts';
import { wishSchema } from './export-writing.ts';
import { memberNamesOf } from './names.ts';
import { filterOf, namesMax, transactionSearch } from './search-input.ts';

const pageSize = 100;
const key = z.strictObject({ sequence: z.int().min(0), account: idSchema, kind: z.enum(entryKinds) });

export const transactionRouter = router({
  /** Newest first, a page at a time. */
  search: officerProcedure()
    .input(transactionSearch.extend({ before: key.optional() }))
    .query(async ({ ctx, input: { before, ...search } }) => {
      await ctx.money.indexed();
      const filter = await filterOf(ctx.db, search);
      const rows = await ctx.money.searchTransactions({ ...filter, before, limit: pageSize });
      const people = await memberNamesOf(
        ctx.db,
        rows.flatMap((row) => [row.account, row.sender, row.receiver]),
      );
      return { rows, people, more: rows.length === pageSize };
    }),

  /** Everything that a search finds, as a file that is written in the background. */
  startExport: officerProcedure()
    .input(wishSchema)
    .mutation(({ ctx, input }) => startExport(ctx, ctx.officer.id, input)),
  /** The officer's own files, now and at each piece more; what a dead server has left goes on. */
  exports: officerProcedure().subscription(({ ctx, signal }) =>
    whileSignedIn(ctx, ctx.officer.session, signal, (ends) => growingExports(ctx, ctx.officer.id, ends)),
  ),
  exportChunk: officerProcedure()
    .input(z.strictObject({ id: idSchema, place: z.int().min(0).max(1_000_000) }))
    .query(({ ctx, input }) => exportChunk(ctx.db, ctx.officer.id, input, ctx.now())),

  /** One entry with what the ledger wrote about it. */
  show: officerProcedure()
    .input(key)
    .query(async ({ ctx, input }) => {
      const [rows, proof, postings] = await Promise.all([
        entriesAt(ctx.db, input.account, [input.sequence]),
        findProof(ctx.db, input.sequence),
        postingsAt(ctx.db, input.sequence),
      ]);
      const entry = rows.find((row) => row.kind === input.kind);
      if (!entry || !proof) return refuse('UNKNOWN_CHARGE');
      const accounts = [input.account, entry.sender, entry.receiver];
      const own = postings.filter(({ from_place, to_place }) =>
        [from_place, to_place].some((place) => place.includes(input.account)),
      );
      return ok({
        entry: { ...entry, account: input.account },
        people: await memberNamesOf(ctx.db, accounts),
        proof: {
          type: proof.type,
          order: proof.order_id,
          block: proof.block,
          transaction: proof.transaction_id,
          digest: proof.digest,
          signers: proof.signers.split(','),
        },
        postings: own.map(({ programme, amount, from_place: from, to_place: to }) => ({
          programme,
          amount,
          from,
          to,
        })),
      });
    }),

  /** Who stands behind accounts that an order names. */
  people: officerProcedure()
    .input(z.strictObject({ accounts: z.array(idSchema).max(namesMax) }))
    .query(({ ctx, input }) => memberNamesOf(ctx.db, input.accounts)),
});
