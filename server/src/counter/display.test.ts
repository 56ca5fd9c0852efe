import { newId, won } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { type DisplayState, displays } from './display.ts';

const now = 1_795_000_000_000;
const shown = (amount: number): DisplayState => ({ is: 'show', amount: won(amount) });

test('a linked page sees the present state and each that follows', async () => {
  const terminal = newId();
  const token = displays.link(terminal, now);
  const states = displays.watch(token, now, new AbortController().signal);
  expect((await states?.next())?.value).toEqual({ is: 'wait' });
  displays.show(terminal, token, shown(4_500), now);
  expect((await states?.next())?.value).toEqual(shown(4_500));
});

test('no other token, no ended link and no other terminal says or sees anything', async () => {
  const terminal = newId();
  const token = displays.link(terminal, now);
  const { signal } = new AbortController();
  expect(displays.watch(displays.link(newId(), now).toUpperCase(), now, signal)).toBeNull();
  expect(displays.watch(token, now + 24 * 3_600_000, signal)).toBeNull();
  displays.show(newId(), token, shown(9_999), now);
  expect((await displays.watch(token, now, signal)?.next())?.value).toEqual({ is: 'wait' });
});

test('a new link and unlinking end the one before', async () => {
  const terminal = newId();
  const first = displays.link(terminal, now);
  const states = displays.watch(first, now, new AbortController().signal);
  await states?.next();
  const second = displays.link(terminal, now);
  expect((await states?.next())?.done).toBe(true);
  expect(displays.watch(first, now, new AbortController().signal)).toBeNull();
  displays.unlink(terminal);
  expect(displays.watch(second, now, new AbortController().signal)).toBeNull();
});

test('after a restart of the server the terminal’s next word brings its link back', () => {
  const terminal = newId();
  const token = displays.link(terminal, now);
  displays.unlink(terminal);
  displays.show(terminal, token, shown(1_000), now);
  expect(displays.watch(token, now, new AbortController().signal)).not.toBeNull();
});
