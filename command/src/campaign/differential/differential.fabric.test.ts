import { expect } from 'vitest';
import { fabricTest } from '../../fabric/test-network.ts';
import { runDifferential } from './differential.ts';

/** A share of the campaign: `./kumoh campaign differential`. */
const sets = 45;

fabricTest(
  `${sets} sets of transactions end alike on Fabric and on the embedded ledger: results, verdicts, journal, digest`,
  async ({ onTestFailed }) => {
    const lines: string[] = [];
    onTestFailed(() => console.log(lines.join('\n')));
    const seed = Math.floor(Math.random() * 2 ** 31);
    const counts = await runDifferential({ cases: sets, seed }, (line) => lines.push(line));
    expect(counts.digests).toBe(2);
    expect(counts.mvcc).toBeGreaterThan(5);
    expect(counts.duplicate).toBeGreaterThan(5);
    expect(counts.refused).toBeGreaterThan(5);
    expect(counts.phantom + counts.mixed).toBeGreaterThan(2);
  },
);
