import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditLedger } from '../src/audit.ts';
import { openEmbeddedSource } from '../src/embedded-source.ts';
import { accountedFor } from '../src/figures.ts';
import { runAudit } from '../src/main.ts';
import { ids, Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await Story.tell();
});
afterAll(async () => {
  await story.ledger.close();
  story.ledger.remove();
});

test('a day that nobody tampered with is equal, won for won', async () => {
  const source = openEmbeddedSource(story.ledger.folder);
  const report = await auditLedger(source, { ledger: source.ledger });
  source.close();
  expect(report.findings).toEqual([]);
  expect(report.equal).toBe(true);
  expect(report.blocks).toBe(story.ledger.height);
  const figures = report.programmes.get(ids.programme);
  expect(figures && accountedFor(figures)).toBe(100_000n);
  expect(figures?.issued).toBe(100_000n);
  expect(report.orders.byType).toMatchObject({
    charge: 2,
    pay: 1,
    transfer: 1,
    refund: 1,
    countDay: 2,
    recordPayout: 1,
    void: 1,
  });
  expect(report.orders.repeated).toBe(1);
  expect(report.orders.refused).toBe(1);
  expect(report.transactions.invalid).toBe(1);
});

test('the program prints the figures and ends with 0', async () => {
  const lines: string[] = [];
  expect(await runAudit(['--data', story.ledger.folder], (line) => lines.push(line))).toBe(0);
  expect(lines.join('\n')).toContain('감사 결과: 모두 같음.');
});

test('the signatures are verified under the name of this ledger only', async () => {
  expect(await runAudit(['--data', story.ledger.folder, '--name', 'another-ledger'], () => undefined)).toBe(
    1,
  );
});
