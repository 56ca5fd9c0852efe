import { expect, test } from 'vitest';
import { runHostile } from './hostile.ts';

/** A share; all of them run in the campaign: `./kumoh campaign hostile`. */
const bodies = 700;
/** Always the same ones: the gate judges a change, and the campaign looks for what is new. */
const seed = 20_261_122;

test('hostile bodies and codes get a refusal at every procedure: no fault, no hang, nothing internal told, no row changed', {
  timeout: 300_000,
}, async () => {
  const { requests, reached, statuses, codes } = await runHostile({ cases: bodies, seed });
  expect(requests).toBeGreaterThan(bodies / 2);
  expect(codes).toBeGreaterThan(100);
  // Most are turned away by the schema and some get deeper; nobody was sent away for who they are.
  expect(reached.procedure).toBeGreaterThan(10);
  expect((statuses[401] ?? 0) + (statuses[403] ?? 0)).toBeLessThan(requests / 20);
});
