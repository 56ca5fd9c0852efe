import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lastLine, playwrightTotals, readTotals, skippedIn, sum, vitestTotals } from './totals.ts';

const vitestReport = {
  numPassedTests: 7,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ],
};

test('a test file that could not be loaded counts as failed', () => {
  expect(vitestTotals(vitestReport)).toEqual({ passed: 7, failed: 2, skipped: 3 });
});

test('what was skipped for want of a Fabric network is counted by its files', () => {
  const skipped = { status: 'skipped' };
  const testResults = [
    { name: '/a/network.fabric.test.ts', assertionResults: [skipped, { status: 'passed' }, skipped] },
    { name: '/a/network.test.ts', assertionResults: [skipped] },
  ];
  expect(skippedIn({ testResults }, '.fabric.test.ts')).toBe(2);
});

test('a browser test that passed only at the second try counts as failed', () => {
  const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: ['setup broke'] };
  expect(playwrightTotals(report)).toEqual({ passed: 4, failed: 3, skipped: 2 });
});

test('the last line is the sum of the runners', () => {
  const totals = sum([
    { passed: 1, failed: 0, skipped: 2 },
    { passed: 10, failed: 1, skipped: 0 },
  ]);
  expect(lastLine(totals)).toBe('11 passed, 1 failed, 2 skipped');
});

test('a runner that left no report, or failed without saying so, is a failure', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kumoh-totals-test-'));
  const path = join(folder, 'report.json');
  expect(await readTotals(path, vitestTotals, true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  const good = { ...vitestReport, numFailedTests: 0, testResults: [] };
  await writeFile(path, JSON.stringify(good));
  expect(await readTotals(path, vitestTotals, true)).toEqual({ passed: 7, failed: 0, skipped: 3 });
  expect(await readTotals(path, vitestTotals, false)).toEqual({ passed: 7, failed: 1, skipped: 3 });
  await rm(folder, { recursive: true });
});
