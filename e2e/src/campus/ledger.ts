import { type AuditReport, auditLedger, openEmbeddedSource, openFabricSource } from '@kumoh-pay/audit';
import { carrierResultSchema, carrierSchema, type SignedOrder, signedOrderSchema } from '@kumoh-pay/domain';
import type { Campus } from './campus.ts';

/** Where a campus's ledger is read. */
type Place = Pick<Campus, 'ledgerFolder' | 'fabric'>;

/** From the embedded ledger's files, or from one organisation's own peer. */
const openSource = async ({ ledgerFolder, fabric }: Place, organisation: 'coop' | 'student-union') =>
  fabric ? openFabricSource(fabric[organisation]) : openEmbeddedSource(ledgerFolder);

/** The orders that the ledger has done, from its own blocks, oldest first. Refused ones are left out. */
export const committedOrders = async (campus: Place): Promise<SignedOrder[]> =>
  (await committed(campus)).map(({ signed }) => signed);

/** The same, with what each came to. */
export async function committed(campus: Place): Promise<{ signed: SignedOrder; result: unknown }[]> {
  // The peer that the server believes: what a screen shows as done, it has.
  const source = await openSource(campus, 'coop');
  try {
    const done: { signed: SignedOrder; result: unknown }[] = [];
    for await (const block of source.blocks()) {
      if ('unreadable' in block) throw new Error(block.unreadable);
      // A channel also holds its own configuration and the contract's definition, which are no carriers.
      const carriers = block.transactions.filter(({ code, elsewhere }) => code === 'VALID' && !elsewhere);
      for (const transaction of carriers) {
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
export async function committedCharge(campus: Place, charge: string) {
  for (const { order } of await committedOrders(campus)) {
    if (order.type === 'charge' && order.id === charge) return order;
  }
  return null;
}

/** On Fabric by the witness: the students' own peer and certificate. */
export async function audit(campus: Place): Promise<AuditReport> {
  const source = await openSource(campus, 'student-union');
  try {
    return await auditLedger(source, { ledger: source.ledger });
  } finally {
    source.close();
  }
}
