import { minuteMs } from '@kumoh-pay/domain';
import type { HealthNow } from '@kumoh-pay/server';

/** What a terminal last said of itself; null when it never has. */
export type Health = HealthNow['terminals'][number]['health'];
/** The first thing that is wrong with a terminal, the worst first; `fine` when nothing is. */
export type Fault = 'silent' | 'clock' | 'neverHeard' | 'camera' | 'openRisk' | 'queue' | 'fine';

/** A terminal speaks every minute; one that was not heard for so long is silent. */
export const silentAfterMs = 5 * minuteMs;
/** A clock further off than this makes pay codes fail. */
export const clockMaxMs = 5_000;
/** A scan that takes longer holds up the queue. */
export const scanMaxMs = 1_000;

export function faultOf(health: Health, nowMs: number): Fault {
  if (!health) return 'neverHeard';
  if (health.heardAt < nowMs - silentAfterMs) return 'silent';
  if (Math.abs(health.clockErrorMs) > clockMaxMs) return 'clock';
  if (health.camera === 'denied' || health.camera === 'no-camera' || health.camera === 'lost')
    return 'camera';
  if (health.openRisk > 0) return 'openRisk';
  return health.queueLength > 0 ? 'queue' : 'fine';
}

const kinds = {
  silent: 'bad',
  clock: 'bad',
  neverHeard: 'unsure',
  camera: 'unsure',
  openRisk: 'unsure',
  queue: 'unsure',
  fine: 'good',
} as const satisfies Record<Fault, string>;
export const kindOf = (fault: Fault) => kinds[fault];

const order = Object.keys(kinds);
/** What needs somebody comes first. */
export const byUrgency = (a: Fault, b: Fault): number => order.indexOf(a) - order.indexOf(b);
