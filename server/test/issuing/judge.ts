import { auditLedger, compareIndex, openEmbeddedSource } from '@kumoh-pay/audit';
import { resultSchemas } from '@kumoh-pay/domain';
import type { Database } from '../../src/db/index.ts';
import { resultFileRows } from '../../src/issue/result-file.ts';
import { issueParts } from '../../src/issue/store.ts';
import { price, type ToldCharge } from './busy-counter.ts';
import type { SentIssue } from './list.ts';
import { holding, type OfficeAtNoon } from './office-at-noon.ts';

/**
 * The result files line by line, who was given what in index and ledger, every charge as its counter was told, and the
 * audit of ledger and index. @throws with what differs
 */
export async function judge(
  office: OfficeAtNoon,
  sent: readonly SentIssue[],
  told: readonly ToldCharge[],
): Promise<void> {
  const { campus, db } = office;
  for (const issue of sent) {
    await judgeFile(db, issue);
    await judgeEntries(db, issue);
  }
  const source = openEmbeddedSource(campus.directory);
  const report = await auditLedger(source, { ledger: source.ledger }).finally(() => source.close());
  const findings = [...report.findings, ...compareIndex(report, await indexRows(db))];
  if (!report.equal || findings.length > 0)
    throw new Error(`the audit differs: ${JSON.stringify(findings.slice(0, 5))}`);
  const paid = new Map<string, number>();
  for (const { vendor, payer, order, paid: moved, text } of told) {
    const amount = Number(report.sales.get(`${vendor}/${order.id}`)?.amount ?? 0n);
    if (!moved || amount !== price)
      throw new Error(`${order.id} was told as ${text}, and the ledger has ${amount}`);
    paid.set(payer, (paid.get(payer) ?? 0) + price);
  }
  if (report.sales.size !== told.length)
    throw new Error(`${report.sales.size} sales, and ${told.length} were told`);
  const held = new Map<string, number>();
  for (const [key, amount] of report.balances) {
    const [account = ''] = key.split(' ');
    held.set(account, (held.get(account) ?? 0) + Number(amount));
  }
  for (const [account, amount] of dueTo(office, sent)) {
    const due = amount - (paid.get(account) ?? 0);
    if (held.get(account) !== due) throw new Error(`${account} holds ${held.get(account)} won, not ${due}`);
  }
}

/** What everybody who has been given something was given in all, before they paid. */
function dueTo({ counters }: OfficeAtNoon, sent: readonly SentIssue[]): Map<string, number> {
  const due = new Map<string, number>();
  const add = (account: string, amount: number) => due.set(account, (due.get(account) ?? 0) + amount);
  for (const { payers } of counters) for (const { id } of payers) add(id, holding);
  for (const { lines } of sent)
    for (const { account, amount, problem } of lines)
      if (problem === null && account) add(account.id, amount ?? 0);
  return due;
}

async function judgeFile(db: Database, { order, lines }: SentIssue): Promise<void> {
  const rows = await resultFileRows(db, order);
  if (rows.length !== lines.length) throw new Error(`the file has ${rows.length} lines, not ${lines.length}`);
  for (const [place, line] of lines.entries()) {
    const row = rows[place];
    const wanted = [line.studentNumber, line.amount, line.problem, line.problem === null];
    const found = [row?.studentNumber, row?.amount, row?.problem, row?.given];
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      throw new Error(`line ${place + 1} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
  }
}

/** Each receiver was given once, and as much as the list says; nobody else was. */
async function judgeEntries(db: Database, { order, programme, lines }: SentIssue): Promise<void> {
  const wanted = lines.filter(({ problem }) => problem === null);
  const entries = await db
    .selectFrom('entry')
    .select(['account', 'amount'])
    .where('kind', '=', 'issue')
    .where('programme', '=', programme)
    .where('order_id', '=', order)
    .execute();
  const given = new Map(entries.map(({ account, amount }) => [account, amount]));
  if (entries.length !== wanted.length || given.size !== wanted.length)
    throw new Error(`${entries.length} entries for ${given.size} accounts, not ${wanted.length}`);
  for (const { account, amount } of wanted)
    if (given.get(account?.id ?? '') !== amount)
      throw new Error(`${account?.id} was given ${given.get(account?.id ?? '')}`);
  const results = (await issueParts(db, [order])).map((row) =>
    resultSchemas.issue.parse(JSON.parse(row.result)),
  );
  const skipped = results.flatMap((part) => part.skipped);
  if (skipped.length > 0) throw new Error(`skipped: ${JSON.stringify(skipped.slice(0, 5))}`);
}

async function indexRows(db: Database) {
  const [balances, supply, sales] = await Promise.all([
    db.selectFrom('balance').select(['account', 'programme', 'amount']).execute(),
    db.selectFrom('supply').select(['programme', 'issued', 'revoked', 'expired']).execute(),
    db.selectFrom('sale').select(['vendor', 'charge', 'account', 'amount', 'refunded']).execute(),
  ]);
  return { balances, supply, sales };
}
