import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../test/browser.ts';
import { everyCaller } from '../../test/callers.ts';
import { type Campus, openCampus } from '../../test/campus.ts';
import type { WalletRouter } from '../index.ts';

let campus: Campus;
beforeAll(async () => {
  campus = await openCampus();
});
afterAll(() => campus.stop());

interface OpenStream {
  browser: Browser;
  answer: Response;
  reader: ReadableStreamDefaultReader<Uint8Array>;
}

async function openStream(): Promise<OpenStream> {
  const member = (await everyCaller(campus)).find((one) => one.name === 'a member');
  const browser = new Browser(campus.server.addresses.wallet);
  for (const [name, value] of Object.entries((await member?.cookies()) ?? {}))
    browser.cookies.set(name, value);
  const answer = await browser.get('/trpc/money.live', { accept: 'text/event-stream' });
  const reader = answer.body?.getReader();
  if (!reader) throw new Error('no stream');
  return { browser, answer, reader };
}

describe('a live stream', () => {
  it('tells the browser first to come back in a quarter of a second', async () => {
    const { answer, reader } = await openStream();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const { value } = await reader.read();
    expect(Buffer.from(value ?? []).toString()).toMatch(/^retry: 250\n\n/);
    await reader.cancel();
  });

  it('ends with the session in which it was opened, at once', async () => {
    const { browser, reader } = await openStream();
    await reader.read();
    const began = performance.now();
    await browser.client<WalletRouter>().session.signOut.mutate();
    let told = '';
    for (let read = await reader.read(); !read.done; read = await reader.read())
      told += Buffer.from(read.value).toString();
    expect(told).toContain('SIGN_IN_AGAIN');
    // Sooner than it would be looked at again without being told.
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('ends when the server stops, and holds up neither the stop nor the next start', async () => {
    const streams = await Promise.all([openStream(), openStream(), openStream()]);
    const ended = streams.map(async ({ reader }) => {
      for (;;) if ((await reader.read().catch(() => ({ done: true }))).done) return true;
    });
    const began = performance.now();
    await campus.restart();
    expect(await Promise.all(ended)).toEqual([true, true, true]);
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
