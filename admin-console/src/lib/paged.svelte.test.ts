import { expect, it } from 'vitest';
import { Paged } from './paged.svelte.ts';

/** Numbers, the largest first, three to a page. */
function listOf(numbers: number[]) {
  const page = async (after?: number) => {
    const rows = numbers.filter((one) => after === undefined || one < after).sort((a, b) => b - a);
    return { rows: rows.slice(0, 3), more: rows.length > 3 };
  };
  return new Paged(page, (one) => one);
}

it('keeps the pages that were fetched when something new comes', async () => {
  const numbers = [1, 2, 3, 4, 5, 6, 7];
  const list = listOf(numbers);
  await list.load();
  await list.next();
  expect(list.value).toEqual([7, 6, 5, 4, 3, 2]);
  numbers.push(8);
  await list.load();
  expect(list.value).toEqual([8, 7, 6, 5, 4, 3, 2]);
  expect(list.more).toBe(true);
  await list.next();
  expect(list.value).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  expect(list.more).toBe(false);
});

it('begins at the top where so much is new that the pages do not meet', async () => {
  const numbers = [1, 2, 3, 4];
  const list = listOf(numbers);
  await list.load();
  await list.next();
  numbers.push(5, 6, 7, 8);
  await list.load();
  expect(list.value).toEqual([8, 7, 6]);
  expect(list.more).toBe(true);
});

it('shows nothing of an earlier search, and one page once for two clicks', async () => {
  const numbers = [1, 2, 3, 4, 5];
  const list = listOf(numbers);
  await list.load();
  await Promise.all([list.next(), list.next()]);
  expect(list.value).toEqual([5, 4, 3, 2, 1]);
  numbers.splice(0, 3);
  await list.search();
  expect(list.value).toEqual([5, 4]);
  expect(list.more).toBe(false);
});

it('shows nothing of an earlier search either when news overtake the answer of a later one', async () => {
  const numbers = [1, 2, 3, 4, 5, 6];
  let wanted = (_: number): boolean => true;
  const answers: (() => void)[] = [];
  const list = new Paged(
    async () => {
      const rows = numbers.filter(wanted).sort((a, b) => b - a);
      await new Promise<void>((resolve) => void answers.push(resolve));
      return { rows, more: false };
    },
    (one) => one,
  );
  const all = list.load();
  answers.shift()?.();
  await all;
  wanted = (one) => one % 2 === 0;
  const [searched, told] = [list.search(), list.load()];
  for (const answer of answers.splice(0)) answer();
  await Promise.all([searched, told]);
  expect(list.value).toEqual([6, 4, 2]);
});

it('leaves no gap where news begin the list anew while the next page is on its way', async () => {
  let numbers = [4, 3, 2, 1];
  const { promise: late, resolve: come } = Promise.withResolvers<void>();
  const list = new Paged(
    async (after?: number) => {
      const rows = numbers.filter((one) => after === undefined || one < after);
      if (after !== undefined) await late;
      return { rows: rows.slice(0, 3), more: rows.length > 3 };
    },
    (one) => one,
  );
  await list.load();
  const next = list.next();
  numbers = [8, 7, 6, 5, ...numbers];
  await list.load();
  come();
  await next;
  expect(list.value).toEqual([8, 7, 6]);
  expect(list.more).toBe(true);
});
