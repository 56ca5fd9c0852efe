import { amountSchema, daySchema, type Id, idSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { entryKinds } from '../index/tables.ts';
import type { TransactionFilter, TransactionKind } from '../index/transactions.ts';
import { accountsNamed } from '../member/office-store.ts';

/** Names that one word of a search may stand for; more than this is no search. */
export const namesMax = 200;
const kinds = entryKinds.filter((kind): kind is TransactionKind => kind !== 'receive');
const word = z.string().trim().min(1).max(60).optional();

/** What an officer searches for, in any mix. Senders, receivers and people by a part of name or number. */
export const transactionSearch = z.strictObject({
  from: daySchema.optional(),
  to: daySchema.optional(),
  sender: word,
  receiver: word,
  person: word,
  vendor: idSchema.optional(),
  programme: idSchema.optional(),
  least: amountSchema.optional(),
  most: amountSchema.optional(),
  kinds: z.array(z.enum(kinds)).max(kinds.length).optional(),
  id: idSchema.optional(),
});
export type TransactionSearch = z.infer<typeof transactionSearch>;

/** With the accounts that the words stand for. */
export async function filterOf(
  db: Database,
  { sender, receiver, person, ...rest }: TransactionSearch,
): Promise<Omit<TransactionFilter, 'limit'>> {
  const named = async (words: string | undefined): Promise<Id[] | undefined> =>
    words === undefined ? undefined : accountsNamed(db, words, namesMax);
  const [senders, receivers, people] = await Promise.all([named(sender), named(receiver), named(person)]);
  return { ...rest, senders, receivers, people };
}
