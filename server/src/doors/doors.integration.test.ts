import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../test/browser.ts';
import { type Campus, openCampus } from '../../test/campus.ts';

let campus: Campus;
let wallet: Browser;
const signIn = { studentNumber: '20260001', password: 'wrong password' };

beforeAll(async () => {
  campus = await openCampus();
  wallet = new Browser(campus.server.addresses.wallet);
});
afterAll(() => campus.stop());

/** With a host of our choosing, which fetch does not allow. */
const askAs = (host: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; location: string | undefined }>((resolve, reject) => {
    const url = new URL(path, campus.server.addresses.wallet);
    const asked = request(
      { host: '127.0.0.1', port: url.port, path, headers: { host, ...headers } },
      (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location });
      },
    );
    asked.on('error', reject).end();
  });

describe('a door', () => {
  it('answers at its own address and tells the local door that it is ready', async () => {
    expect((await wallet.get('/')).status).toBe(200);
    const ready = await fetch(`${campus.server.addresses.local}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, reasons: [] }]);
    expect((await fetch(`${campus.server.addresses.local}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${campus.server.addresses.local}/metrics`)).text()).toContain(
      'kumoh_orders_total',
    );
  });

  it('does not know the procedures of another', async () => {
    const counter = new Browser(campus.server.addresses.counter);
    expect((await counter.post('member.signIn', signIn)).status).toBe(404);
    expect((await wallet.post('staff.unlock', {})).status).toBe(404);
    expect((await wallet.post('member.signIn', signIn)).status).toBe(200);
  });

  it('takes mutations from its own pages only', async () => {
    for (const site of ['cross-site', 'same-site', 'none', '']) {
      expect((await wallet.post('member.signIn', signIn, { 'sec-fetch-site': site })).status).toBe(403);
    }
    expect((await wallet.post('member.signIn', signIn, { 'sec-fetch-site': 'same-origin' })).status).toBe(
      200,
    );
    const bare = await fetch(`${wallet.address}/trpc/member.signIn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signIn),
    });
    expect(bare.status).toBe(403);
    expect((await wallet.get('/trpc/member.about', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('takes JSON only, one call a request, and small bodies', async () => {
    for (const type of [
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      'application/octet-stream',
    ]) {
      expect((await wallet.post('member.signIn', signIn, { 'content-type': type })).status).toBe(415);
    }
    expect(
      (await wallet.post('member.signIn,member.signIn?batch=1', { 0: signIn, 1: signIn })).status,
    ).toBeGreaterThanOrEqual(400);
    const padded = (size: number) => JSON.stringify(signIn) + ' '.repeat(size);
    expect((await wallet.post('member.signIn', padded(70_000))).status).toBe(413);
    expect((await wallet.post('member.signIn', padded(60_000))).status).toBe(200);
    const office = new Browser(campus.server.addresses.console);
    expect((await office.post('roster.compare', { text: 'x'.repeat(400_000) })).status).toBe(401);
    expect((await office.post('roster.compare', { text: 'x'.repeat(600_000) })).status).toBe(413);
  });

  it('says nothing internal when an input is bad', async () => {
    for (const body of [
      '{',
      '[]',
      '{"studentNumber":{"$ne":1},"password":"x"}',
      '{"studentNumber":20260001,"password":"x"}',
      JSON.stringify({ ...signIn, more: 1 }),
    ]) {
      const answer = await wallet.post('member.signIn', body);
      expect(answer.status).toBe(400);
      const text = await answer.text();
      expect(JSON.parse(text).error.message).toBe('BAD_INPUT');
      expect(text).not.toMatch(/node_modules|zod|stack|expected/i);
    }
  });

  it('sends a machine’s number on to its name, and no rebound name anywhere', async () => {
    const port = new URL(wallet.address).port;
    expect(await askAs(`127.0.0.1:${port}`, '/to/X?won=1', { accept: 'text/html' })).toEqual({
      status: 307,
      location: `http://localhost:${port}/to/X?won=1`,
    });
    expect((await askAs(`localhost:${port}`, '/', { accept: 'text/html' })).status).toBe(200);
    expect((await askAs(`evil.example:${port}`, '/', { accept: 'text/html' })).status).toBe(421);
  });

  it('protects page and worker alike by real headers', async () => {
    const paths = ['/', '/_app/immutable/worker.js', '/service-worker.js', '/trpc/member.about', '/none.js'];
    for (const path of paths) {
      const { headers } = await wallet.get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval' 'sha256-");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers.get('permissions-policy')).toContain('camera=(self)');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('keeps for ever only what has its hash in its name, and answers with the page only to who navigates', async () => {
    const cache = async (path: string, accept = '*/*') => {
      const answer = await wallet.get(path, { accept });
      return [answer.status, answer.headers.get('cache-control')];
    };
    expect(await cache('/_app/immutable/worker.js')).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(await cache('/service-worker.js')).toEqual([200, 'no-cache']);
    expect(await cache('/pay', 'text/html')).toEqual([200, 'no-cache']);
    expect((await cache('/_app/immutable/gone.js', 'text/html'))[0]).toBe(404);
    expect((await cache('/gone.js'))[0]).toBe(404);
    expect(await cache('/trpc/member.about')).toEqual([200, 'no-store']);
  });
});
