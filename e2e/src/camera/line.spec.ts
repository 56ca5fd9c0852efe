import { expect } from '@playwright/test';
import { initTRPC, tracked } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { z } from 'zod';
import type { ServedPage } from './device-page.ts';
import { servePage } from './device-page.ts';
import { type Device, openDevice, test } from './device-test.ts';

/** A door with a stream that counts on from what its listener heard last, as the live events do. */
const t = initTRPC.create({
  sse: { ping: { enabled: true, intervalMs: 1_000 }, client: { reconnectAfterInactivityMs: 3_000 } },
});
const lastSeen = z.object({ lastEventId: z.string().nullish() }).optional();
const door = createHTTPHandler({
  basePath: '/trpc/',
  router: t.router({
    greet: t.procedure.query(() => 'hello'),
    count: t.procedure.input(lastSeen).subscription(async function* ({ input, signal }) {
      for (let number = Number(input?.lastEventId ?? 0) + 1; !signal?.aborted; number++) {
        yield tracked(String(number), number);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }),
  }),
});

let device: Device;
let served: ServedPage;
test.beforeEach(async ({ deviceFolder }) => {
  served = await servePage(deviceFolder, { door });
  device = await openDevice(served.address);
  await device.page.evaluate(`globalThis.clock = new test.device.ServerClock();
    globalThis.line = test.device.createLine(clock); globalThis.states = []; globalThis.counted = [];
    line.connection.subscribe((state) => states.push(state));
    globalThis.stream = line.client.count.subscribe(undefined, { onData: ({ data }) => counted.push(data) }); 0`);
});
test.afterEach(async () => {
  await device.close();
  await served.stop();
});

const states = () => device.page.evaluate('states');
const counted = async () => z.array(z.int()).parse(await device.page.evaluate('counted'));

test('calls are answered, and the server’s clock is heard with them', async () => {
  expect(await device.page.evaluate('clock.known')).toBeNull();
  expect(await device.page.evaluate('line.client.greet.query()')).toBe('hello');
  expect(Math.abs(Number(await device.page.evaluate('clock.nowMs() - Date.now()')))).toBeLessThanOrEqual(
    1_000,
  );
  expect(await device.page.evaluate('clock.known')).not.toBeNull();
});

test('while the server is away the banner says so; when it is back the stream goes on with nothing lost or doubled', async ({
  deviceFolder,
}) => {
  await expect.poll(async () => (await counted()).length).toBeGreaterThan(3);
  expect(await states()).toEqual(['unknown', 'there']);
  await served.stop();
  await expect.poll(states).toEqual(['unknown', 'there', 'away']);
  const soFar = (await counted()).length;
  served = await servePage(deviceFolder, { door, port: served.port });
  await expect.poll(states, { timeout: 10_000 }).toEqual(['unknown', 'there', 'away', 'there']);
  await expect.poll(async () => (await counted()).length, { timeout: 10_000 }).toBeGreaterThan(soFar + 5);
  const numbers = await counted();
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test('a page of somebody else’s in the server’s place is not taken for the server', async ({
  deviceFolder,
}) => {
  await expect.poll(states).toEqual(['unknown', 'there']);
  await served.stop();
  const portal = await servePage(deviceFolder, {
    port: served.port,
    door: (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Please sign in to the Wi-Fi</h1>'),
  });
  await expect.poll(states, { timeout: 10_000 }).toContain('away');
  expect(await device.page.evaluate('line.probe()')).toBe(false);
  await portal.stop();
  served = await servePage(deviceFolder, { door, port: served.port });
  await expect.poll(() => device.page.evaluate('line.probe()'), { timeout: 10_000 }).toBe(true);
});
