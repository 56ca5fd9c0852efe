import { newId } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { Basket, keyOf } from './basket.svelte.ts';

test('an item whose price changed while it lay in the basket is two lines, each with a key of its own', () => {
  const basket = new Basket();
  const item = { id: newId(), name: '김밥', won: 3_000 };
  basket.add(item);
  basket.add({ ...item, won: 3_500 });
  expect(basket.lines.map(({ won, quantity }) => [won, quantity])).toEqual([
    [3_000, 1],
    [3_500, 1],
  ]);
  expect(new Set(basket.lines.map(keyOf)).size).toBe(2);
});

test('one more of an item leaves its line where it is', () => {
  const basket = new Basket();
  const item = { id: newId(), name: '김밥', won: 3_000 };
  basket.add(item);
  const [before] = basket.lines.map(keyOf);
  basket.add(item);
  expect(basket.lines.map(keyOf)).toEqual([before]);
});
