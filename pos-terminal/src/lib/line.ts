import { ServerClock } from '@kumoh-pay/device/clock.ts';
import { createLine } from '@kumoh-pay/device/line.ts';
import type { CounterRouter } from '@kumoh-pay/server';

/** The server's clock as this tablet knows it: orders carry its time. */
export const clock = new ServerClock();
export const line = createLine<CounterRouter>(clock);
export const api = line.client;

/** Longer than the server itself waits for an outcome: beyond it the answer is lost, and is asked for again. */
const answerMaxMs = 13_000;
export const withinReason = () => ({ signal: AbortSignal.timeout(answerMaxMs) });
