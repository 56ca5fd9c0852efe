import { afterEach, expect, test, vi } from 'vitest';
import { History } from './history.svelte.ts';
import type { Entry } from './kept.ts';

const entry = (sequence: number): Entry => ({
  sequence,
  kind: 'charge',
  amount: -1_000,
  at: 1_795_000_000_000 + sequence,
  other: '학생식당',
  order: String(sequence),
  charge: null,
});
/** A server whose answer waits for `go`. */
function slowServer(data: unknown) {
  const { promise, resolve: go } = Promise.withResolvers<void>();
  vi.stubGlobal('fetch', async () => {
    await promise;
    return Response.json({ result: { data } });
  });
  return go;
}
afterEach(() => vi.unstubAllGlobals());

test('an entry that the stream tells of while the first page is on its way stands there once', async () => {
  const go = slowServer({ entries: [entry(2), entry(1)], more: false });
  const history = new History();
  const read = history.next();
  history.add([entry(2)]);
  go();
  await read;
  expect(history.pages.flatMap(({ entries }) => entries.map(({ sequence }) => sequence))).toEqual([2, 1]);
});
