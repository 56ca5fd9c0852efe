import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const tokens = read('../../../ui/src/tokens.css');
const onWhite = [...read('./on-white.css').matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)];

test('around a code the colours are those of the light theme', () => {
  expect(onWhite.length).toBeGreaterThan(10);
  for (const [, name, colour] of onWhite) {
    const light = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}),`).exec(tokens)?.[1];
    expect(`${name} ${colour}`).toBe(`${name} ${light}`);
  }
});
