import { minuteMs } from '@kumoh-pay/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../test/browser.ts';
import { everyCaller } from '../../test/callers.ts';
import { type Campus, openCampus } from '../../test/campus.ts';
import type { ConsoleRouter, WalletRouter } from '../index.ts';

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

/** One person's browser, signed in, and another one of theirs. */
async function signedIn(name: string, door: 'wallet' | 'console'): Promise<[Browser, Browser]> {
  const person = (await everyCaller(campus)).find((one) => one.name === name);
  const browser = async () => {
    const signed = new Browser(campus.server.addresses[door]);
    for (const [cookie, value] of Object.entries((await person?.cookies()) ?? {}))
      signed.cookies.set(cookie, value);
    return signed;
  };
  return [await browser(), await browser()];
}

async function openStream(browser?: Browser, procedure = 'money.live'): Promise<OpenStream> {
  const at = browser ?? (await signedIn('a member', 'wallet'))[0];
  const answer = await at.get(`/trpc/${procedure}`, { accept: 'text/event-stream' });
  const reader = answer.body?.getReader();
  if (!reader) throw new Error('no stream');
  return { browser: at, answer, reader };
}

/** Everything that a stream still says, to its end. */
async function toItsEnd({ reader }: OpenStream): Promise<string> {
  let told = '';
  for (let read = await reader.read(); !read.done; read = await reader.read())
    told += Buffer.from(read.value).toString();
  return told;
}

/** Sooner than it would be looked at again without being told. */
const atOnceMs = 5_000;

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
    const stream = await openStream();
    await stream.reader.read();
    const began = performance.now();
    await stream.browser.client<WalletRouter>().session.signOut.mutate();
    expect(await toItsEnd(stream)).toContain('SIGN_IN_AGAIN');
    expect(performance.now() - began).toBeLessThan(atOnceMs);
  });

  it.each(['ledger.live', 'overview.health', 'transaction.exports'])(
    'of an officer, %s, ends with the session in which it was opened, when that is ended from elsewhere',
    async (procedure) => {
      const [here, elsewhere] = await signedIn('an officer, approver', 'console');
      const stream = await openStream(here, procedure);
      await stream.reader.read();
      const began = performance.now();
      await elsewhere.client<ConsoleRouter>().officer.endOtherSessions.mutate();
      expect(await toItsEnd(stream)).toContain('SIGN_IN_AGAIN');
      expect(performance.now() - began).toBeLessThan(atOnceMs);
    },
  );

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

describe('an officer’s session of half an hour', () => {
  const tenMinutes = 10 * minuteMs;
  const endsIn = async () => {
    const { last } = await campus.db
      .selectFrom('session')
      .select((select) => select.fn.max('expires_at').as('last'))
      .where('kind', '=', 'officer')
      .executeTakeFirstOrThrow();
    return Number(last) - Date.now();
  };

  it('is kept by somebody who works, and neither by an open stream nor by what a page asks by itself', async () => {
    const [officer] = await signedIn('an officer, approver', 'console');
    await campus.db
      .updateTable('session')
      .set({ expires_at: Date.now() + tenMinutes })
      .where('kind', '=', 'officer')
      .execute();
    const stream = await openStream(officer, 'overview.health');
    await stream.reader.read();
    const asked = await officer.get('/trpc/officer.me', { 'x-by-itself': '1' });
    expect(asked.status).toBe(200);
    expect(await endsIn()).toBeLessThanOrEqual(tenMinutes);
    await stream.reader.cancel();
    await officer.get('/trpc/officer.me');
    expect(await endsIn()).toBeGreaterThan(2 * tenMinutes);
  });

  it('is over when its time is, also for what a page asks by itself', async () => {
    const [officer] = await signedIn('an officer, approver', 'console');
    await campus.db
      .updateTable('session')
      .set({ expires_at: Date.now() - 1 })
      .where('kind', '=', 'officer')
      .execute();
    expect((await officer.get('/trpc/officer.me', { 'x-by-itself': '1' })).status).toBe(401);
  });
});
