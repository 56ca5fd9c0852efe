import { minuteMs } from '@kumoh-pay/domain';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenIdle } from './idle.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('it locks after so long without a touch, and each touch or key begins the time anew', () => {
  const idle = vi.fn();
  const { stop } = whenIdle(() => 5, idle);
  for (const sign of ['pointerdown', 'keydown', 'wheel']) {
    vi.advanceTimersByTime(5 * minuteMs - 1);
    document.dispatchEvent(new Event(sign));
  }
  expect(idle).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5 * minuteMs);
  expect(idle).toHaveBeenCalledTimes(1);
  stop();
});

test('a queue that pays keeps it open although nobody touches it', () => {
  const idle = vi.fn();
  const { again, stop } = whenIdle(() => 1, idle);
  for (let payment = 0; payment < 30; payment++) {
    vi.advanceTimersByTime(minuteMs / 2);
    again();
  }
  expect(idle).not.toHaveBeenCalled();
  vi.advanceTimersByTime(minuteMs);
  expect(idle).toHaveBeenCalledTimes(1);
  stop();
});

test('after it was stopped it locks no more', () => {
  const idle = vi.fn();
  whenIdle(() => 1, idle).stop();
  document.dispatchEvent(new Event('keydown'));
  vi.advanceTimersByTime(10 * minuteMs);
  expect(idle).not.toHaveBeenCalled();
});
