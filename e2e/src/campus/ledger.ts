import { type AuditReport, auditLedger, openEmbeddedSource } from '@kumoh-pay/audit';
import { carrierResultSchema, carrierSchema, type SignedOrder, signedOrderSchema } from '@kumoh-pay/domain';
import type { Campus } from './campus.ts';

/** The orders that the ledger has done, from its own blocks, oldest first. Refused ones are left out. */
export const committedOrders = async (campus: Pick<Campus, 'ledgerFolder'>): Promise<SignedOrder[]> =>
  (await committed(campus)).map(({ signed }) => signed);

/** The same, with what each came to. */
export async function committed({
  ledgerFolder,
}: Pick<Campus, 'ledgerFolder'>): Promise<{ signed: SignedOrder; result: unknown }[]> {
  const source = openEmbeddedSource(ledgerFolder);
  try {
    const done: { signed: SignedOrder; result: unknown }[] = [];
    for await (const block of source.blocks()) {
      if ('unreadable' in block) throw new Error(block.unreadable);
      for (const transaction of block.transactions.filter(({ code }) => code === 'VALID')) {
        const { orders } = carrierSchema.parse(JSON.parse(transaction.args[0] ?? ''));
        const { results } = carrierResultSchema.parse(JSON.parse(transaction.result));
        orders.forEach((order, place) => {
          const outcome = results[place];
          if (outcome?.ok && !outcome.repeat)
            done.push({ signed: signedOrderSchema.parse(order), result: outcome.result });
        });
      }
    }
    return done;
  } finally {
    source.close();
  }
}

/** The charge as it was committed; null when there is none. */
export async function committedCharge(campus: Pick<Campus, 'ledgerFolder'>, charge: string) {
  for (const { order } of await committedOrders(campus)) {
    if (order.type === 'charge' && order.id === charge) return order;
  }
  return null;
}

export async function audit({ ledgerFolder }: Pick<Campus, 'ledgerFolder'>): Promise<AuditReport> {
  const source = openEmbeddedSource(ledgerFolder);
  try {
    return await auditLedger(source, { ledger: source.ledger });
  } finally {
    source.close();
  }
}
