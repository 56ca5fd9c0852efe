import type { EmbeddedLedger } from '../src/index.ts';

/** What the trial contract is asked to do, and what it gives back; without a test runner, so that campaigns have it too. */
export type Step = [operation: string, ...args: (string | number)[]];

export function stepsText(steps: Step[]): string[] {
  return [JSON.stringify(steps.map((step) => step.map(String)))];
}

export function resultsOf(text: string): unknown[] {
  const results: unknown = JSON.parse(text);
  if (!Array.isArray(results)) throw new Error('the trial contract gives a list');
  return results;
}

export async function read(ledger: EmbeddedLedger, ...steps: Step[]): Promise<unknown[]> {
  return resultsOf(await ledger.evaluate('run', stepsText(steps)));
}
