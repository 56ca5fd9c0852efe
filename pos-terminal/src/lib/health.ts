import { minuteMs } from '@kumoh-pay/domain';
import { version } from '$app/env';
import { counter } from './counter.svelte.ts';
import { api, clock } from './line.ts';
import { looks } from './looks.ts';

/** What this terminal says of itself every minute, paired or locked; the console shows it beside its name. */
export function reportHealth(): () => void {
  const timer = setInterval(() => void tell(), minuteMs);
  const soon = setTimeout(() => void tell(), soonMs);
  return () => {
    clearInterval(timer);
    clearTimeout(soon);
  };
}
/** Once the app stands: the office sees a new tablet without waiting a minute. */
const soonMs = 3_000;

async function tell(): Promise<void> {
  if (!counter.terminal || counter.away) return;
  try {
    await api.terminal.health.mutate({
      appVersion: version.slice(0, 40),
      scanP95Ms: looks.p95Ms,
      clockErrorMs: -(clock.known?.offsetMs ?? 0),
      queueLength: counter.queue.waiting.length,
      openRisk: counter.queue.risk,
      camera: looks.camera,
    });
  } catch {
    // The next minute tries again; a terminal that says nothing is what the office then sees.
  }
}
