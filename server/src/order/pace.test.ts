import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

const pieceMs = 60;
/** Timers may fire this much early. */
const slackMs = 2;

test('between two pieces of long work there is as much rest as the first one took; the first begins at once', async () => {
  const pace = new Pace();
  const begun: number[] = [];
  const start = performance.now();
  for (let place = 0; place < 2; place++)
    await pace.piece(async () => {
      begun.push(performance.now() - start);
      await pause(pieceMs);
    });
  expect(begun[0]).toBeLessThan(pieceMs);
  expect(begun[1]).toBeGreaterThanOrEqual(2 * pieceMs - slackMs);
});

test('a piece that failed is rested after too, and a server that stops rests no longer', async () => {
  const pace = new Pace();
  await expect(
    pace.piece(async () => {
      await pause(pieceMs);
      throw new Error('refused');
    }),
  ).rejects.toThrow('refused');
  const start = performance.now();
  const stopping = new AbortController();
  stopping.abort();
  expect(await pace.piece(async () => 'done', stopping.signal)).toBe('done');
  expect(performance.now() - start).toBeLessThan(pieceMs - slackMs);
});
