import { openFabricSource, type Version } from '@kumoh-pay/audit';
import { expect } from 'vitest';
import { TrialContract } from '../../../../embedded-ledger/test/trial-contract.ts';
import { fabricTest } from '../../fabric/test-network.ts';
import { AnyDayNetwork } from './any-day-network.ts';
import { Counts } from './counts.ts';
import { type Call, LockStep } from './lock-step.ts';

const trial = (...steps: string[][]): Call => ({
  embedded: 'run',
  fabric: 'trial:run',
  args: [JSON.stringify(steps)],
});

/** A peer keeps up to 50 results of a range as they are, then hashes of 51, and hashes of those from 51 leaves on. */
const sizes = [50, 51, 130, 2_700];
const putsACall = 700;
/** Against hanging: a network of its own comes up first, and others may use the processors too. */
const patienceMs = 600_000;

fabricTest(
  'the audit knows the results of a long range by their hashes, and no others',
  async () => {
    const network = await AnyDayNetwork.up();
    try {
      const both = await LockStep.open(network, 'ranges', TrialContract, new Counts());
      for (const size of sizes) {
        const puts = Array.from({ length: size }, (_, n) => [
          'put',
          `${size}-${String(n).padStart(5, '0')}`,
          'x',
        ]);
        for (let at = 0; at < size; at += putsACall)
          await both.together([trial(...puts.slice(at, at + putsACall))], []);
        await both.together([trial(['range', `${size}-`, `${size}-~`], ['put', `read-${size}`, 'x'])], []);
      }
      await both.compare();
      const found = new Map<string, Version>();
      const source = await openFabricSource(both.connectionFile);
      const held: [number, boolean, boolean][] = [];
      for await (const block of source.blocks()) {
        if ('unreadable' in block) throw new Error(block.unreadable);
        for (const [index, { ranges, writes, elsewhere }] of block.transactions.entries()) {
          for (const { start, results } of elsewhere ? [] : ranges) {
            const all = [...found]
              .filter(([key]) => key.startsWith(start))
              .map(([key, version]) => ({ key, version }));
            const holds = (list: typeof all) =>
              typeof results === 'function'
                ? results(list)
                : JSON.stringify(results) === JSON.stringify(list);
            held.push([all.length, holds(all), holds(all.slice(0, -1))]);
          }
          for (const { key } of writes) if (!elsewhere) found.set(key, [block.number, index]);
        }
      }
      source.close();
      await both.close();
      expect(held).toEqual(sizes.map((size) => [size, true, false]));
    } finally {
      await network.down();
    }
  },
  patienceMs,
);
