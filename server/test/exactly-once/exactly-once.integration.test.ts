import { expect, test } from 'vitest';
import { runExactlyOnce } from './exactly-once.ts';

/** Each trouble once; the campaign runs the count: `./kumoh campaign exactly-once`. */
const races = 9;

test('fifty askers of one charge end with one charge or one refusal, whatever breaks, and all hear the same', {
  timeout: 120_000,
}, async () => {
  const figures = await runExactlyOnce({ cases: races, seed: Math.floor(Math.random() * 2 ** 31) });
  expect(figures).toMatchObject({ races, kills: 7, lostAnswers: 1, rises: 4, voidRaces: 2 });
  // Trouble that nobody noticed would test nothing.
  expect(figures.unheard).toBeGreaterThan(0);
  expect(figures.endings.charged).toBeGreaterThan(0);
});
