import { fabricTest } from '@kumoh-pay/command/fabric/test-network.ts';
import { expect } from 'vitest';
import { runFabricKills } from './kills.ts';
import { victims } from './victims.ts';

/** Each part once, then one pair or two; the campaign runs the count: `./kumoh campaign fabric-kills`. */
const cases = victims.length + 3;

fabricTest(
  'whatever is killed, what was shown as paid is paid once, and every charge has an outcome within a minute',
  async () => {
    const figures = await runFabricKills({ cases, seed: Math.floor(Math.random() * 2 ** 31) });
    expect(figures.kills).toBeGreaterThanOrEqual(cases);
    // Kills that nobody noticed would test nothing.
    expect(figures.unheard).toBeGreaterThan(0);
    expect(figures.paid).toBeGreaterThan(0);
  },
  600_000,
);
