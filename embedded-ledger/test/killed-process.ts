import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EmbeddedLedger } from '../src/index.ts';
import { openEmbeddedLedger } from '../src/index.ts';
import { TrialContract } from './trial-contract.ts';

const program = fileURLToPath(new URL('./committing-process.ts', import.meta.url));

export type Killed = { lines: string[]; errors: string };

/** Runs the committing process and kills it so long after its first answer, or after its start; gives what it printed. */
export function killed(
  after: 'start' | 'first answer',
  delayMs: number,
  directory: string,
  mirror: string,
): Promise<Killed> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      program,
      directory,
      mirror,
    ]);
    let [output, errors] = ['', ''];
    const killLater = () => setTimeout(() => child.kill('SIGKILL'), delayMs);
    if (after === 'start') killLater();
    else child.stdout.once('data', killLater);
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      errors += data.toString();
    });
    child.on('close', () => resolve({ lines: output.split('\n').slice(0, -1), errors }));
  });
}

/** Not closed by itself: the test decides when. */
export function reopen(directory: string, mirrorDirectory?: string): Promise<EmbeddedLedger> {
  const mirror = mirrorDirectory === undefined ? {} : { mirrorDirectory };
  return openEmbeddedLedger({ directory, channel: 'trial', contract: TrialContract, ...mirror });
}
