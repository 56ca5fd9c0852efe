import { expect, test } from 'vitest';
import { runIssuing } from './issuing.ts';

/** Three parts, killed twice; the campaign runs the count: `./kumoh campaign issuing`. */
const receivers = 600;

test('a list with faults is issued while counters charge, killed in its midst: each line comes to what the dry run said', {
  timeout: 180_000,
}, async () => {
  const figures = await runIssuing({ cases: receivers, seed: Math.floor(Math.random() * 2 ** 31) });
  expect(figures).toMatchObject({ receivers, faults: 24, parts: 3, kills: 2 });
  // A server that nobody asked anything while it was killed would prove little.
  expect(figures.unheard).toBeGreaterThan(0);
  expect(figures.charges).toBeGreaterThan(20);
});
