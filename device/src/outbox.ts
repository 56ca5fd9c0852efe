import { type SignedOrder, signedOrderSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { inStore, step } from './database.ts';

/**
 * Orders on their way: each is on this device's disk before it is first sent, and stays until the ledger's answer is
 * known. So the same order with the same id goes with every try, also after a crash or a reload.
 */
const keptSchema = z.object({
  id: z.string(),
  signed: signedOrderSchema,
  storedAtMs: z.int(),
  note: z.string(),
});

export interface OutboxEntry {
  id: string;
  signed: SignedOrder;
  /** By the device's clock. */
  storedAtMs: number;
  /** The app's own words about it (a basket, an amount to show), as JSON or text. */
  note: string;
}

/** Resolves when the order is on the disk; only then may it be sent. Storing the same order again changes nothing. @throws when the id stands for another order. */
export const storeOrder = (signed: SignedOrder, note = ''): Promise<void> =>
  inStore('outbox', 'readwrite', async (store) => {
    const entry: OutboxEntry = { id: signed.order.id, signed, storedAtMs: Date.now(), note };
    const present = await step<unknown>(store.get(entry.id));
    if (present === undefined) await step(store.add(entry));
    else if (
      JSON.stringify(keptSchema.parse(present).signed.order) !==
      JSON.stringify(signedOrderSchema.parse(signed).order)
    ) {
      throw new Error('this order id is on its way with another order');
    }
  });

/** What has no known answer yet, oldest first. An entry that another version of the app wrote and this one cannot read is left alone and counted. */
export async function pending(): Promise<{ entries: OutboxEntry[]; unreadable: number }> {
  const stored = await inStore('outbox', 'readonly', (store) => step<unknown[]>(store.getAll()));
  const read = stored.map((entry) => keptSchema.safeParse(entry));
  const entries: OutboxEntry[] = read.flatMap((result) => (result.success ? [result.data] : []));
  entries.sort((a, b) => a.storedAtMs - b.storedAtMs);
  return { entries, unreadable: stored.length - entries.length };
}

/** The answer is known: committed, or refused for good. */
export const settle = (orderId: string): Promise<void> =>
  inStore('outbox', 'readwrite', async (store) => {
    await step(store.delete(orderId));
  });
