import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Loaded } from './loaded.svelte.ts';
import { news } from './news.svelte.ts';
import { FakeBrowser } from './test-browser.ts';

let browser: FakeBrowser;
beforeEach(async () => {
  vi.useFakeTimers();
  browser = new FakeBrowser();
  news.open(() => undefined);
  await vi.waitFor(() => expect(browser.streams).toHaveLength(1));
});
afterEach(() => {
  news.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
/** Longer than news are gathered. */
const rush = async (orders: number) => {
  for (let sequence = 0; sequence < orders; sequence++) {
    browser.streams[0]?.say({ sequence, type: 'issue', order: 'x' });
    await vi.advanceTimersByTimeAsync(500);
  }
};

/** Answers after so long what was true when it was asked. */
function slow(afterMs: number) {
  const truth = { now: 'before', asked: 0 };
  const read = async () => {
    const { now } = truth;
    truth.asked += 1;
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    return now;
  };
  return { truth, page: new Loaded(read) };
}

test('a page whose answer takes longer than news take to come is there in the rush all the same', async () => {
  const { truth, page } = slow(1_200);
  const end = page.follow();
  await rush(4);
  expect(page.value).toBe('before');
  expect(truth.asked).toBeLessThanOrEqual(3);
  end();
});

test('news that come while it is read are read once after it', async () => {
  const { truth, page } = slow(1_200);
  const end = page.follow();
  truth.now = 'after';
  await rush(2);
  await vi.advanceTimersByTimeAsync(2_400);
  expect(page.value).toBe('after');
  expect(truth.asked).toBe(2);
  end();
});

test('a changed question overtakes an answer that is still on its way, and asks for nothing twice', async () => {
  const { truth, page } = slow(1_200);
  const end = page.follow();
  await rush(1);
  truth.now = 'of the new question';
  const asked = page.load();
  await vi.advanceTimersByTimeAsync(1_200);
  await asked;
  expect(page.value).toBe('of the new question');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(truth.asked).toBe(2);
  end();
});

test('an answer that never comes keeps the page from nothing for long', async () => {
  const { truth, page } = slow(3_600_000);
  const end = page.follow();
  await vi.advanceTimersByTimeAsync(20_000);
  await rush(1);
  expect(truth.asked).toBe(2);
  end();
});

test('a page that was left is not read again', async () => {
  const { truth, page } = slow(1_200);
  const end = page.follow();
  await rush(1);
  end();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(truth.asked).toBe(1);
});
