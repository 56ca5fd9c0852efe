import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditLedger } from '../src/audit.ts';
import { openEmbeddedSource } from '../src/embedded-source.ts';
import { runAudit } from '../src/main.ts';
import { Story } from './story.ts';
import { Forgery } from './tampering.ts';
import { tamperingsOfFiles } from './tamperings-of-files.ts';
import { tamperingsOfMoney } from './tamperings-of-money.ts';
import { tamperingsOfOrders } from './tamperings-of-orders.ts';

let story: Story;
let original: string;
beforeAll(async () => {
  story = await Story.tell();
  await story.ledger.close();
  original = story.ledger.folder;
});
afterAll(() => story.ledger.remove());

const tamperings = [...tamperingsOfFiles, ...tamperingsOfMoney, ...tamperingsOfOrders];

test('there are at least the twenty tamperings that were asked for', () => {
  expect(new Set(tamperings.map(({ what }) => what)).size).toBeGreaterThanOrEqual(20);
});

test('the same files that nobody touched are equal, also after a forger has only stored them again', async () => {
  const forgery = new Forgery(original);
  forgery.rewrite(forgery.blocks());
  forgery.database.close();
  expect(await runAudit(['--data', forgery.folder], () => undefined)).toBe(0);
  forgery.end();
});

test.each(tamperings)('the audit sees $what, and names the place', async ({ do: tamper, found, place }) => {
  const forgery = new Forgery(original);
  try {
    tamper(forgery);
    const source = openEmbeddedSource(forgery.folder);
    const report = await auditLedger(source, { ledger: source.ledger });
    source.close();
    const named = report.findings.filter(({ kind }) => kind === found);
    expect(named.length, JSON.stringify(report.findings, null, 1)).toBeGreaterThan(0);
    const isPlace = named.some((finding) => {
      try {
        return place(finding.place, forgery);
      } catch {
        return false; // The forged blocks cannot be read any more; these tests name the place by number.
      }
    });
    expect(isPlace, JSON.stringify(named, null, 1)).toBe(true);
    expect(report.equal).toBe(false);
    expect(await runAudit(['--data', forgery.folder], () => undefined)).toBe(1);
  } finally {
    forgery.end();
  }
});
