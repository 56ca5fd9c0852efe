import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApps } from '../build-apps.ts';
import { syncApps } from '../check/types.ts';
import { chromium } from '../chromium.ts';
import { whyNoFabric } from '../fabric/programs.ts';
import { mariadbProgram } from '../mariadb-program.ts';
import { isThere, ROOT } from '../root.ts';
import {
  lastLine,
  playwrightTotals,
  readTotals,
  skippedIn,
  sum,
  type Totals,
  vitestTotals,
} from './totals.ts';

const BROWSER_TESTS = join(ROOT, 'e2e');

/** `./kumoh test`: everything, each runner once; the last line is the sum. True if nothing failed. */
export async function test(): Promise<boolean> {
  const withBrowser = await isThere(join(BROWSER_TESTS, 'playwright.config.ts'));
  // First what may be missing: nobody waits five minutes to learn that there is no browser.
  await mariadbProgram();
  const browser = withBrowser ? await chromium() : null;
  const synced = await syncApps();
  if (!synced.passed) throw new Error(`SvelteKit could not prepare an app:\n${synced.output}`);
  const reports = await mkdtemp(join(tmpdir(), 'kumoh-reports-'));
  const totals: Totals[] = [];
  try {
    totals.push(await runVitest(join(reports, 'vitest.json')));
    if (browser !== null) {
      await buildApps();
      totals.push(await runPlaywright(join(reports, 'playwright.json'), browser));
    }
    await sayWhatFabricLacks(reports);
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
  const total = sum(totals);
  console.log(`\n${lastLine(total)}`);
  return total.failed === 0 && total.passed > 0;
}

async function runVitest(report: string): Promise<Totals> {
  const options = [
    'run',
    '--root',
    '.',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const passed = await runShown(join(ROOT, 'node_modules/.bin/vitest'), options, ROOT, {});
  return readTotals(report, vitestTotals, passed);
}

/** In one line: what was skipped, why, and how many. Only what wants Fabric is ever skipped in a browser. */
async function sayWhatFabricLacks(reports: string): Promise<void> {
  const reason = await whyNoFabric();
  if (reason === null) return;
  const report = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(reports, file), 'utf8'));
  const count =
    skippedIn(await report('vitest.json'), '.fabric.test.ts') +
    playwrightTotals(await report('playwright.json')).skipped;
  console.log(`kumoh: skipped ${count} tests against a Fabric network: ${reason}.`);
}

async function runPlaywright(report: string, browser: string): Promise<Totals> {
  const passed = await runShown(
    join(BROWSER_TESTS, 'node_modules/.bin/playwright'),
    ['test', '--reporter=list,json'],
    BROWSER_TESTS,
    { PLAYWRIGHT_JSON_OUTPUT_FILE: report, KUMOH_CHROMIUM: browser },
  );
  if (!passed) console.error('kumoh: pictures and traces of what failed lie in e2e/test-results/');
  return readTotals(report, playwrightTotals, passed);
}

/** Runs a program whose output belongs on the screen. True if it ended well. */
async function runShown(
  program: string,
  options: string[],
  folder: string,
  environment: Record<string, string>,
): Promise<boolean> {
  const child = spawn(program, options, {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  const [code]: unknown[] = await once(child, 'exit');
  return code === 0;
}
