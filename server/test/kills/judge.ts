import { auditLedger } from '@kumoh-pay/audit';
import { openFabricSource } from '@kumoh-pay/audit/fabric-source.ts';
import type { CounterAtNoon } from '../exactly-once/counter-at-noon.ts';
import { type Payer, price } from './payer.ts';

export interface Judged {
  paid: number;
  /** Charges that were told to be refused, by code. */
  refused: Record<string, number>;
}

/**
 * What every counter was told against what a witness's own peer says: nothing that was shown as paid is missing, nothing
 * was paid that was not shown, nothing twice. @throws with what differs
 */
export async function judge(
  { db, vendor, programme }: CounterAtNoon,
  payers: readonly Payer[],
  { witness, holding }: { witness: string; holding: number },
): Promise<Judged> {
  const source = await openFabricSource(witness);
  const report = await auditLedger(source, { ledger: source.ledger }).finally(() => source.close());
  if (!report.equal) throw new Error(`the audit differs: ${JSON.stringify(report.findings.slice(0, 5))}`);
  const judged: Judged = { paid: 0, refused: {} };
  for (const { member, told } of payers) {
    let paid = 0;
    for (const one of told) {
      const sale = report.sales.get(`${vendor}/${one.order.id}`);
      const amount = Number(sale?.amount ?? 0n);
      if (amount !== (one.paid ? price : 0))
        throw new Error(`${one.order.id} was told as ${one.text}, and the ledger has ${amount} won`);
      if (one.paid) paid += 1;
      else judged.refused[one.text] = (judged.refused[one.text] ?? 0) + 1;
    }
    const held = Number(report.balances.get(`${member.id} ${programme}`) ?? 0n);
    if (held !== holding - paid * price)
      throw new Error(`a member holds ${held} won after ${paid} payments of ${price}`);
    judged.paid += paid;
  }
  if (report.sales.size !== judged.paid)
    throw new Error(`the ledger has ${report.sales.size} sales, and ${judged.paid} were told`);
  const rows = await db.selectFrom('sale').select('charge').execute();
  if (rows.length !== judged.paid) throw new Error(`the index has ${rows.length} sales, not ${judged.paid}`);
  return judged;
}
