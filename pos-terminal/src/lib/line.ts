import { ServerClock } from '@kumoh-pay/device/clock.ts';
import { createLine } from '@kumoh-pay/device/line.ts';
import type { CounterRouter } from '@kumoh-pay/server';

/** The server's clock as this tablet knows it: orders carry its time. */
export const clock = new ServerClock();
export const line = createLine<CounterRouter>(clock);
export const api = line.client;

export { withinReason } from '@kumoh-pay/device/within-reason.ts';

/**
 * A queue stands there while a PIN is asked about: a server that is silent for so long is away for this unlocking, and
 * the tablet opens by what it knows itself.
 */
const unlockMaxMs = 5_000;
export const withinUnlocking = () => ({ signal: AbortSignal.timeout(unlockMaxMs) });
