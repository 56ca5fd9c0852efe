import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** What a test runner found. Nothing is lost in the sum: a file that could not be run counts as failed. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

export const NO_TESTS: Totals = { passed: 0, failed: 0, skipped: 0 };
/** A runner that died, or left no report, is one failure that no test stands for. */
export const RUNNER_FAILED: Totals = { passed: 0, failed: 1, skipped: 0 };

export function sum(all: Totals[]): Totals {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    NO_TESTS,
  );
}

/** The last line of `./kumoh test`; programs read it. */
export function lastLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

const vitestReportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

export function vitestTotals(report: unknown): Totals {
  const read = vitestReportSchema.parse(report);
  // A file that does not load has no tests to count, and a hook that fails fails none of them.
  const broken = read.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests + broken.length,
    skipped: read.numPendingTests + read.numTodoTests,
  };
}

const skippedSchema = z.object({
  testResults: z.array(
    z.object({ name: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

/** How many tests of files with this ending were not run. */
export function skippedIn(report: unknown, ending: string): number {
  return skippedSchema
    .parse(report)
    .testResults.filter(({ name }) => name.endsWith(ending))
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed').length;
}

const playwrightReportSchema = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()),
});

/** A test that passes only at the second try has failed. */
export function playwrightTotals(report: unknown): Totals {
  const { stats, errors } = playwrightReportSchema.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** Reads a runner's report. One that is missing, or claims success where the runner itself failed, is a failure. */
export async function readTotals(
  path: string,
  read: (report: unknown) => Totals,
  runnerPassed: boolean,
): Promise<Totals> {
  try {
    const totals = read(JSON.parse(await readFile(path, 'utf8')));
    return totals.failed === 0 && !runnerPassed ? sum([totals, RUNNER_FAILED]) : totals;
  } catch (error) {
    console.error(`kumoh: the report of the tests could not be read: ${String(error)}`);
    return RUNNER_FAILED;
  }
}
