import { expect, test } from 'vitest';
import { runKills } from './kills.ts';

/** A share of the campaign: `./kumoh campaign kills`. */
const kills = 25;

test('Killed at any moment, the ledger keeps all that it answered, has no half block, and rebuilds to the same state', async () => {
  const { answered } = await runKills({ kills, seed: Math.floor(Math.random() * 2 ** 31) });
  expect(answered).toBeGreaterThan(kills * 10);
}, 180_000);
