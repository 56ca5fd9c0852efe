import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Batch, padded } from './batch.ts';

test('what one alone asks for is done at once, and what comes meanwhile is done together', async () => {
  const done: number[][] = [];
  const gate = Promise.withResolvers<void>();
  const batch = new Batch<number, number>(
    async (items) => {
      done.push(items);
      if (done.length === 1) await gate.promise;
      return items.map((item) => item * 2);
    },
    { most: 3, atOnce: 1 },
  );
  const first = batch.ask(1);
  await turn();
  expect(done).toEqual([[1]]);
  const others = [2, 3, 4, 5].map((item) => batch.ask(item));
  await turn();
  expect(done).toEqual([[1]]);
  gate.resolve();
  expect(await Promise.all([first, ...others])).toEqual([2, 4, 6, 8, 10]);
  expect(done).toEqual([[1], [2, 3, 4], [5]]);
});

test('what one asked for wrongly fails for that one only', async () => {
  const batch = new Batch<number, number>(
    async (items) => {
      if (items.includes(2)) throw new Error('two is not taken');
      return items;
    },
    { most: 10, atOnce: 1 },
  );
  const answers = await Promise.allSettled([1, 2, 3].map((item) => batch.ask(item)));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a list grows to the next power of two by its last, and an empty one stays empty', () => {
  expect([[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4, 5]].map((list) => padded(list))).toEqual([
    [],
    [1],
    [1, 2],
    [1, 2, 3, 3],
    [1, 2, 3, 4, 5, 5, 5, 5],
  ]);
});
