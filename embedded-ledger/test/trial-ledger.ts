import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CommitStatus, EmbeddedLedger, Endorsed, LedgerOptions } from '../src/index.ts';
import { openEmbeddedLedger } from '../src/index.ts';
import { TrialContract } from './trial-contract.ts';
import { resultsOf, type Step, stepsText } from './trial-steps.ts';

export { read, type Step, stepsText } from './trial-steps.ts';

export type Outcome = CommitStatus & { transactionId: string; results: unknown[] };

/** A directory that is gone after the test. */
export function trialDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'embedded-ledger-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A ledger with the trial contract, closed after the test. */
export async function openTrial(options: Partial<LedgerOptions> = {}): Promise<EmbeddedLedger> {
  const directory = options.directory ?? trialDirectory();
  const ledger = await openEmbeddedLedger({
    channel: 'trial',
    contract: TrialContract,
    ...options,
    directory,
  });
  onTestFinished(() => ledger.close());
  return ledger;
}

export function endorse(ledger: EmbeddedLedger, ...steps: Step[]): Promise<Endorsed> {
  return ledger.endorse({ function: 'run', args: stepsText(steps) });
}

/** Orders what was endorsed and waits for the verdict. */
export async function order(ledger: EmbeddedLedger, endorsed: Endorsed): Promise<Outcome> {
  await ledger.submit(endorsed.bytes);
  const status = await ledger.commitStatus(endorsed.transactionId, 10_000);
  if (status === 'unknown') throw new Error(`no verdict on ${endorsed.transactionId}`);
  return { ...status, transactionId: endorsed.transactionId, results: resultsOf(endorsed.result) };
}

export async function transact(ledger: EmbeddedLedger, ...steps: Step[]): Promise<Outcome> {
  return order(ledger, await endorse(ledger, ...steps));
}
