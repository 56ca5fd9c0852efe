import { auditLedger, openEmbeddedSource } from '@kumoh-pay/audit';
import type { CounterAtNoon } from './counter-at-noon.ts';
import { holdings } from './counter-at-noon.ts';
import { paidIn } from './door-answer.ts';
import type { Plan } from './plan.ts';
import { askersOfOne, price, type Raced, rise } from './race.ts';

/** How a race ended: `LEDGER_UNAVAILABLE` and the like are no honest refusal of this charge. */
export type Ending = 'charged' | 'refused' | 'voided';
/** The index follows within milliseconds, and after a start within moments. */
const indexPatienceMs = 5_000;

/** One charge or one refusal, the same for everybody, and the audit says so. @throws with what differs. */
export async function judge(noon: CounterAtNoon, plan: Plan, raced: Raced): Promise<Ending> {
  const problem = (text: string) =>
    new Error(`${text}\nplan: ${JSON.stringify(plan)}\n${JSON.stringify(raced.charge.order)}`);
  const charges = new Set(raced.charges);
  const voids = new Set(raced.voids);
  if (raced.charges.length + raced.voids.length !== askersOfOne) throw problem('an asker is missing');
  if (charges.size !== 1 || voids.size > 1)
    throw problem(`different answers: ${[...charges, ...voids].join(' | ')}`);
  const [told = ''] = charges;
  const paid = paidIn(told);
  const ending: Ending = paid ? 'charged' : told === 'ORDER_VOID' ? 'voided' : 'refused';
  if (ending === 'voided' && !plan.voided) throw problem('void, though nobody asked for it');
  if (ending === 'refused' && (told !== 'INSUFFICIENT_FUNDS' || !plan.rises))
    throw problem(`refused: ${told}`);
  for (const answer of voids) {
    const sale = paidIn(answer);
    if (sale?.charge !== paid?.charge) throw problem(`the charge hears ${told}, its void ${answer}`);
  }
  await audited(noon, plan, raced, ending).catch((cause: unknown) => {
    throw new Error(problem('the audit').message, { cause });
  });
  return ending;
}

async function audited(noon: CounterAtNoon, plan: Plan, raced: Raced, ending: Ending): Promise<void> {
  const { id } = raced.charge.order;
  const source = openEmbeddedSource(noon.campus.directory);
  const report = await auditLedger(source, { ledger: source.ledger }).finally(() => source.close());
  if (!report.equal) throw new Error(`it differs: ${JSON.stringify(report.findings.slice(0, 5))}`);
  const sale = report.sales.get(`${noon.vendor}/${id}`);
  const paid = ending === 'charged' ? price : 0;
  if (Number(sale?.amount ?? 0n) !== paid) throw new Error(`a sale of ${sale?.amount} won, not of ${paid}`);
  const before = plan.rises ? holdings.tooLittle + rise : holdings.enough;
  const held = Number(report.balances.get(`${raced.member.id} ${noon.programme}`) ?? 0n);
  if (held !== before - paid) throw new Error(`the member holds ${held} won, not ${before - paid}`);
  await indexed(noon, id, ending === 'charged' ? 1 : 0);
}

/** The index has the sale once, or not at all. */
async function indexed({ db }: CounterAtNoon, charge: string, times: number): Promise<void> {
  for (const end = Date.now() + indexPatienceMs; ; ) {
    const rows = await db.selectFrom('sale').select('charge').where('charge', '=', charge).execute();
    if (rows.length === times) return;
    if (Date.now() > end) throw new Error(`the index has the sale ${rows.length} times, not ${times}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
