import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { watchClock } from './clock.ts';
import { listeningPort } from './doors/listening-port.ts';

let server: Server | undefined;
afterEach(() => server?.close());

async function sourceThatIs(aheadMs: number): Promise<string> {
  server = createServer((_request, answer) => {
    answer.setHeader('date', new Date(Date.now() + aheadMs).toUTCString()).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${listeningPort(server.address())}`;
}

describe('the server’s clock', () => {
  it.each([
    [0, []],
    [3_000, []],
    [20_000, [expect.stringContaining('behind')]],
    [-20_000, [expect.stringContaining('ahead')]],
  ])(
    'beside a source that is %i ms ahead of it is told of when it is more than five seconds off',
    async (aheadMs, reasons) => {
      const clock = await watchClock(await sourceThatIs(aheadMs));
      clock.stop();
      expect(clock.whyNotReady()).toEqual(reasons);
      expect(Math.abs((clock.errorMs() ?? 0) + aheadMs)).toBeLessThan(1_500);
    },
  );

  it('is believed when no source is named, or it is silent', async () => {
    for (const source of [undefined, 'http://127.0.0.1:1']) {
      const clock = await watchClock(source);
      clock.stop();
      expect([clock.errorMs(), clock.whyNotReady()]).toEqual([null, []]);
    }
  });
});
