import { minuteMs } from '@kumoh-pay/domain';

const signs = ['pointerdown', 'keydown', 'wheel'] as const;

/** Calls `idle` after so long without a touch or key. A result on the screen does not keep it awake; money never moves by it. */
export function whenIdle(minutes: () => number, idle: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(idle, minutes() * minuteMs);
  };
  for (const sign of signs) document.addEventListener(sign, again, { capture: true, passive: true });
  again();
  return () => {
    clearTimeout(timer);
    for (const sign of signs) document.removeEventListener(sign, again, { capture: true });
  };
}
