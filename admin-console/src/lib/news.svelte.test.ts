import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { news } from './news.svelte.ts';
import { FakeBrowser } from './test-browser.ts';

let browser: FakeBrowser;
beforeEach(() => {
  browser = new FakeBrowser();
});
afterEach(() => {
  news.close();
  vi.unstubAllGlobals();
});
const opened = async (count: number) => vi.waitFor(() => expect(browser.streams).toHaveLength(count));

test('a tab holds one stream, which tells what was committed and how many wait', async () => {
  let told = 0;
  const end = news.listen(() => {
    told += 1;
  });
  news.open(() => undefined);
  await opened(1);
  const [stream] = browser.streams;
  stream?.say({ waiting: 3 });
  await vi.waitFor(() => expect(news.waiting).toBe(3));
  await vi.waitFor(() => expect(told).toBe(1));
  stream?.say({ sequence: 7, type: 'issue', order: 'x' });
  await vi.waitFor(() => expect(told).toBe(2));
  expect(news.waiting).toBe(3);
  expect(browser.streams).toHaveLength(1);
  end();
});

test('a tab that nobody looks at holds none, and opens it again and looks again when it is seen', async () => {
  let told = 0;
  const end = news.listen(() => {
    told += 1;
  });
  news.open(() => undefined);
  await opened(1);
  browser.look('elsewhere');
  await vi.waitFor(() => expect(browser.openStreams).toEqual([]));
  browser.look('here');
  await opened(2);
  expect(browser.openStreams).toHaveLength(1);
  browser.openStreams[0]?.say({ waiting: 0 });
  await vi.waitFor(() => expect(told).toBe(1));
  news.close();
  await vi.waitFor(() => expect(browser.openStreams).toEqual([]));
  browser.look('here');
  expect(browser.openStreams).toEqual([]);
  end();
});
