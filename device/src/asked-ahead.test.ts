import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askAheadScript } from './asked-ahead.ts';
import { ServerClock, serverTimeHeader } from './clock.ts';
import { Connection } from './connection.ts';

const address = '/trpc/money.home';
const serverAheadMs = 60_000;
let asked: string[];
let connection: Connection;
let clock: ServerClock;
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.setHeader('content-type', 'application/json');
  response.setHeader(serverTimeHeader, String(Date.now() + serverAheadMs));
  response.end(JSON.stringify({ answer: asked.length }));
});

/** As a page does it, whose addresses have no host. */
const here = (path: string) => fetch(`http://localhost:${(server.address() as AddressInfo).port}${path}`);

beforeEach(async () => {
  asked = [];
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  clock = new ServerClock();
  connection = new Connection('/trpc', clock);
  const page = { fetch: here, kumohPayAskedAhead: undefined };
  runInNewContext(askAheadScript([address]), page);
  globalThis.kumohPayAskedAhead = page.kumohPayAskedAhead;
});
afterEach(async () => {
  connection.close();
  globalThis.kumohPayAskedAhead = undefined;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('what the page has asked ahead is not asked again; the next time it is', async () => {
  expect(await (await connection.fetch(address)).json()).toEqual({ answer: 1 });
  expect(asked).toEqual([address]);
  // The test has no page whose host it could leave out.
  await expect(connection.fetch(address)).rejects.toThrow('URL');
});

test('an answer that has waited for the app tells the time at which it came', async () => {
  const waitedMs = 300;
  await new Promise((resolve) => setTimeout(resolve, waitedMs));
  await connection.fetch(address);
  expect(Math.abs(clock.nowMs() - Date.now() - serverAheadMs)).toBeLessThan(waitedMs / 4);
});

test('a page that asked ahead with no network says nothing until the app asks, which then hears of it', async () => {
  const page = {
    fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    kumohPayAskedAhead: undefined,
  };
  runInNewContext(askAheadScript([address]), page);
  globalThis.kumohPayAskedAhead = page.kumohPayAskedAhead;
  await new Promise((resolve) => setTimeout(resolve));
  await expect(connection.fetch(address)).rejects.toThrow('Failed to fetch');
});
