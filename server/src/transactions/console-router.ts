import { amountSchema, daySchema, idSchema, ok, refuse } from '@kumoh-pay/domain';
import { z } from 'zod';
import { officerProcedure, router } from '../doors/trpc.ts';
import { entriesAt } from '../index/entries.ts';
import { entryKinds } from '../index/tables.ts';
import { accountsNamed } from '../member/office-store.ts';
import { findProof, postingsAt } from '../wallet/store.ts';
import { memberNamesOf } from './names.ts';

const pageSize = 100;
/** Names that one word of a search may stand for; more than this is no search. */
const namesMax = 200;
const kinds = entryKinds.filter((kind) => kind !== 'receive') as Exclude<
  (typeof entryKinds)[number],
  'receive'
>[];
const word = z.string().trim().min(1).max(60).optional();
const key = z.strictObject({ sequence: z.int().min(0), account: idSchema, kind: z.enum(entryKinds) });

export const transactionRouter = router({
  /** Newest first, a page at a time. Senders and receivers by a part of name or number. */
  search: officerProcedure()
    .input(
      z.strictObject({
        from: daySchema.optional(),
        to: daySchema.optional(),
        sender: word,
        receiver: word,
        vendor: idSchema.optional(),
        programme: idSchema.optional(),
        least: amountSchema.optional(),
        most: amountSchema.optional(),
        kinds: z.array(z.enum(kinds)).max(kinds.length).optional(),
        before: key.optional(),
      }),
    )
    .query(async ({ ctx, input: { sender, receiver, ...filter } }) => {
      await ctx.money.indexed();
      const named = (words: string | undefined) =>
        words === undefined ? undefined : accountsNamed(ctx.db, words, namesMax);
      const [senders, receivers] = await Promise.all([named(sender), named(receiver)]);
      const rows = await ctx.money.searchTransactions({ ...filter, senders, receivers, limit: pageSize });
      const people = await memberNamesOf(
        ctx.db,
        rows.flatMap((row) => [row.account, row.sender, row.receiver]),
      );
      return { rows, people, more: rows.length === pageSize };
    }),

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
