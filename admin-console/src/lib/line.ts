import { ServerClock } from '@kumoh-pay/device/clock.ts';
import { createLine } from '@kumoh-pay/device/line.ts';
import { Touch } from '@kumoh-pay/device/touch.ts';
import type { ConsoleRouter } from '@kumoh-pay/server';

/** The server's clock: orders carry its time, whatever this computer says. */
export const clock = new ServerClock();
export const line = createLine<ConsoleRouter>(clock, new Touch().headers);
export const api = line.client;
