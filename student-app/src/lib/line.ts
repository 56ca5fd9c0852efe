import { ServerClock } from '@kumoh-pay/device/clock.ts';
import type { ConnectionState } from '@kumoh-pay/device/connection.ts';
import { createLine } from '@kumoh-pay/device/line.ts';
import type { WalletRouter } from '@kumoh-pay/server';

/** The server's clock as this phone knows it: codes and orders carry its time. */
export const clock = new ServerClock();
export const line = createLine<WalletRouter>(clock);
export const api = line.client;

/** Each time the server is heard again after it was away. @returns stops it. */
export function whenBack(work: () => void): () => void {
  let before: ConnectionState = 'unknown';
  return line.connection.subscribe((state) => {
    if (state === 'there' && before === 'away') work();
    before = state;
  });
}
