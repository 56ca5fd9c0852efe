import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalSchema } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditLedger } from '../src/audit.ts';
import { compareIndex, type IndexRows } from '../src/compare-index.ts';
import { openEmbeddedSource } from '../src/embedded-source.ts';
import { runAudit } from '../src/main.ts';
import type { Receipt } from '../src/receipt.ts';
import type { AuditReport } from '../src/report.ts';
import { ids, Story } from './story.ts';
import { Forgery, transactionOf } from './tampering.ts';

let story: Story;
let receipt: Receipt;
let report: AuditReport;
const papers = mkdtempSync(join(tmpdir(), 'kumoh-receipt-'));
beforeAll(async () => {
  story = await Story.tell();
  await story.ledger.close();
  const forgery = new Forgery(story.ledger.folder);
  const { block, transaction } = transactionOf(forgery.blocks(), 'pay');
  forgery.end();
  const [entry] = journalSchema.parse(JSON.parse(transaction.event?.payload ?? ''));
  if (!entry) throw new Error('the story has no pay');
  const { order: id, type, digest, result } = entry;
  receipt = {
    block: block.number,
    transactionId: transaction.transactionId,
    order: { type, id },
    digest,
    blockHash: block.hash,
    result,
  };
  const source = openEmbeddedSource(story.ledger.folder);
  report = await auditLedger(source, { ledger: source.ledger });
  source.close();
});
afterAll(() => {
  story.ledger.remove();
  rmSync(papers, { recursive: true });
});

async function audited(paper: unknown): Promise<{ code: number; text: string }> {
  const file = join(papers, 'receipt.json');
  writeFileSync(file, JSON.stringify(paper));
  const lines: string[] = [];
  const code = await runAudit(['--data', story.ledger.folder, '--receipt', file, '--json'], (line) =>
    lines.push(line),
  );
  return { code, text: lines.join('\n') };
}

test('a receipt of a payment that was made is on the chain', async () => {
  expect((await audited(receipt)).code).toBe(0);
});

test.each<[string, (one: Receipt) => unknown, string]>([
  ['another block', (one) => ({ ...one, block: one.block - 1 }), 'the block has another hash'],
  ['a block that is not there', (one) => ({ ...one, block: 9_999 }), 'no such block'],
  ['another transaction', (one) => ({ ...one, transactionId: 'ab' }), 'no such transaction'],
  ['another order', (one) => ({ ...one, order: { ...one.order, id: ids.soo } }), 'no such order'],
  ['another type of order', (one) => ({ ...one, order: { ...one.order, type: 'charge' } }), 'no such order'],
  ['another digest', (one) => ({ ...one, digest: 'a'.repeat(64) }), 'another digest'],
  ['another result', (one) => ({ ...one, result: { amount: 1 } }), 'another result'],
  ['no receipt at all', () => ({ hello: 1 }), 'is no receipt'],
])('a receipt with %s is refused, and the audit says why', async (_, forge, sentence) => {
  const { code, text } = await audited(forge(receipt));
  expect(code).toBe(1);
  expect(text).toContain(sentence);
});

const rows = (): IndexRows => ({
  balances: [...report.balances].map(([key, amount]) => ({
    account: key.split(' ')[0] ?? '',
    programme: key.split(' ')[1] ?? '',
    amount,
  })),
  supply: [...report.programmes].map(([programme, { issued, revoked, expired }]) => ({
    programme,
    issued: String(issued),
    revoked: Number(revoked),
    expired,
  })),
  sales: [...report.sales].map(([key, one]) => ({
    vendor: key.split('/')[0] ?? '',
    charge: key.split('/')[1] ?? '',
    ...one,
  })),
});

test('an index that says the same as the ledger is equal', () => {
  expect(report.balances.get(`${ids.min} ${ids.programme}`)).toBe(55_000n);
  expect(report.sales.size).toBe(3);
  expect(compareIndex(report, rows())).toEqual([]);
});

test('an index row that was tampered with is named', () => {
  const tampered = rows();
  const [balance] = tampered.balances;
  const found = compareIndex(report, {
    ...tampered,
    balances: tampered.balances.map((row) => (row === balance ? { ...row, amount: 1 } : row)),
  });
  expect(found.map(({ kind, place }) => [kind, place.key])).toEqual([
    ['index-differs', `balance ${balance?.account} ${balance?.programme}`],
  ]);
});

test('an index row that is missing, there twice, or of nobody is named', () => {
  const { balances, supply, sales } = rows();
  expect(compareIndex(report, { balances, supply, sales: sales.slice(1) })).toHaveLength(1);
  expect(compareIndex(report, { balances, supply: [], sales })).toHaveLength(1);
  expect(
    compareIndex(report, { balances: [...balances, ...balances.slice(0, 1)], supply, sales }),
  ).toHaveLength(1);
  expect(
    compareIndex(report, {
      balances: [...balances, { account: ids.vendor, programme: ids.programme, amount: 5 }],
      supply,
      sales,
    }),
  ).toHaveLength(1);
  expect(
    compareIndex(report, {
      balances: [...balances, { account: ids.vendor, programme: ids.programme, amount: 0 }],
      supply,
      sales,
    }),
  ).toEqual([]);
});

test('the program says how it is used when no folder is named, and that there is no ledger where there is none', async () => {
  const lines: string[] = [];
  expect(await runAudit([], (line) => lines.push(line))).toBe(2);
  expect(await runAudit(['--data', papers], (line) => lines.push(line))).toBe(2);
  expect(await runAudit(['--data', papers, '--nonsense'], (line) => lines.push(line))).toBe(2);
  expect(lines.join('\n')).toMatch(/kumoh audit \(--data DIR[\s\S]*There is no ledger/);
});
