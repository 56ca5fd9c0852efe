import { writeSync } from 'node:fs';
import { openEmbeddedLedger } from '../src/index.ts';
import { TrialContract } from './trial-contract.ts';

/**
 * Commits without end, six at a time, and prints each id that was answered as committed. To be killed.
 * Arguments: directory, mirror directory.
 */
const [directory = '', mirrorDirectory = ''] = process.argv.slice(2);
const ledger = await openEmbeddedLedger({
  directory,
  mirrorDirectory,
  channel: 'trial',
  contract: TrialContract,
});

async function commitWithoutEnd(key: string): Promise<never> {
  for (;;) {
    const steps = [
      ['add', key, '1'],
      ['add', `${key} doubled`, '2'],
    ];
    const { transactionId, bytes } = await ledger.endorse({ function: 'run', args: [JSON.stringify(steps)] });
    await ledger.submit(bytes);
    const status = await ledger.commitStatus(transactionId);
    if (status === 'unknown' || !status.valid) throw new Error(`not committed: ${JSON.stringify(status)}`);
    // Straight to the pipe: what a stream still holds when the process is killed would never be checked.
    writeSync(1, `${transactionId} ${status.block}\n`);
  }
}

await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(commitWithoutEnd));
