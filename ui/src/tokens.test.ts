import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** A token's colour in light and dark. */
function colours(name: string): [light: string, dark: string] {
  const match = new RegExp(`--${name}: (?:light-dark\\((#\\w{6}), (#\\w{6})\\)|(#\\w{6}));`).exec(css);
  const light = match?.[1] ?? match?.[3];
  const dark = match?.[2] ?? match?.[3];
  if (!light || !dark) throw new Error(`no colour --${name}`);
  return [light, dark];
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function worst(text: string, grounds: string[]): number {
  const [light, dark] = colours(text);
  return Math.min(
    ...grounds.flatMap((name) => [contrast(light, colours(name)[0]), contrast(dark, colours(name)[1])]),
  );
}

const grounds = ['ground', 'ground-raised', 'ground-sunken'];

test.each([
  ['ink', grounds],
  ['ink-muted', grounds],
  ['brand-text', ['ground', 'ground-raised', 'brand-quiet']],
  ['brand-ink', ['brand', 'brand-pressed']],
  ['paid-text', ['ground', 'ground-raised', 'paid-quiet']],
  ['refused-text', ['ground', 'ground-raised', 'refused-quiet']],
  ['unknown-text', ['ground', 'ground-raised', 'unknown-quiet']],
])('%s can be read on its grounds, in light and dark (4.5:1)', (text, on) => {
  expect(worst(text, on)).toBeGreaterThanOrEqual(4.5);
});

test.each(['paid', 'refused', 'unknown'])('a %s screen can be read from two metres (7:1)', (result) => {
  expect(worst(`${result}-ink`, [result])).toBeGreaterThanOrEqual(7);
});

test('the edge of what one can act on is seen (3:1)', () => {
  expect(worst('line-strong', ['ground', 'ground-raised'])).toBeGreaterThanOrEqual(3);
});
