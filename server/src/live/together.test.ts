import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { together } from './together.ts';

/** Says each word when its time has come, and notes that it has ended. */
const saying = (words: Record<string, number>, ends: string[]) =>
  async function* (signal: AbortSignal) {
    try {
      for (const [word, afterMs] of Object.entries(words)) {
        await pause(afterMs, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
        yield word;
      }
      await pause(60_000, undefined, { signal }).catch(() => undefined);
    } finally {
      ends.push(Object.keys(words).join());
    }
  };

test('two streams are told as one, in the order in which they speak, and both end with who listens', async () => {
  const ends: string[] = [];
  const listening = new AbortController();
  const heard: string[] = [];
  const both = together(
    listening.signal,
    saying({ first: 0, third: 60 }, ends),
    saying({ second: 30, fourth: 60 }, ends),
  );
  for await (const word of both) if (heard.push(word) === 4) listening.abort();
  expect(heard).toEqual(['first', 'second', 'third', 'fourth']);
  expect(ends.sort()).toEqual(['first,third', 'second,fourth']);
});

test('a listener who leaves in the middle leaves no stream behind', async () => {
  const ends: string[] = [];
  for await (const _ of together(
    new AbortController().signal,
    saying({ one: 0 }, ends),
    saying({ two: 50 }, ends),
  ))
    break;
  expect(ends.sort()).toEqual(['one', 'two']);
});

test('a fault of one is told, and ends the other', async () => {
  const ends: string[] = [];
  // biome-ignore lint/correctness/useYield: it fails before it says anything.
  const failing = async function* (): AsyncGenerator<string> {
    throw new Error('the rows could not be read');
  };
  const both = together(new AbortController().signal, failing, saying({ two: 50 }, ends));
  await expect(both.next()).rejects.toThrow('the rows could not be read');
  expect(ends).toEqual(['two']);
});
