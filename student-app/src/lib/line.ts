import { ServerClock } from '@kumoh-pay/device/clock.ts';
import { createLine } from '@kumoh-pay/device/line.ts';
import type { WalletRouter } from '@kumoh-pay/server';

/** The server's clock as this phone knows it: codes and orders carry its time. */
export const clock = new ServerClock();
export const line = createLine<WalletRouter>(clock);
export const api = line.client;
