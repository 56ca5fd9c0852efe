import { minuteMs } from '@kumoh-pay/domain';

const signs = ['pointerdown', 'keydown', 'wheel'] as const;

/**
 * Calls `idle` after so long without a touch or key. A result on the screen does not keep it awake; money never moves
 * by it. `again` is for what else is work: a queue pays one after the other, and nobody touches anything.
 */
export function whenIdle(minutes: () => number, idle: () => void): { again: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(idle, minutes() * minuteMs);
  };
  for (const sign of signs) document.addEventListener(sign, again, { capture: true, passive: true });
  again();
  const stop = () => {
    clearTimeout(timer);
    for (const sign of signs) document.removeEventListener(sign, again, { capture: true });
  };
  return { again, stop };
}
