import { expect, test } from 'vitest';
import { runConservation } from './conservation.ts';

/** A share of the campaign, which runs ten thousand: `./kumoh campaign conservation`. */
const orders = 300;

test(`${orders} random orders: every outcome is the model’s, no won is made or lost, the audit agrees`, {
  timeout: 120_000,
}, async () => {
  const tally = await runConservation({ orders, seed: Math.floor(Math.random() * 2 ** 31) });
  expect(tally.orders).toBeGreaterThanOrEqual(orders);
  expect(tally.done).toBeGreaterThan(orders / 4);
  expect(tally.refusals.size).toBeGreaterThan(10);
});
