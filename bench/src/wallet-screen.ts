import type { Database } from '@kumoh-pay/server/db/index.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { type Figure, quantile } from './figures.ts';

/** Chromium's own "slow 4G", as Lighthouse has it, and a processor four times slower: an old phone in a full hall. */
const slow4G = { offline: false, latency: 150, downloadThroughput: 180_000, uploadThroughput: 84_000 };
const slowerProcessor = 4;
const entriesScrolled = 10_000;

/** In the page: waits until its worker has everything that the next opening needs. The page's policy allows no polling from outside. */
const keepsApp = `navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller ? null : new Promise((resolve) =>
  navigator.serviceWorker.addEventListener('controllerchange', () => resolve(null), { once: true })))`;

export interface SignedIn {
  browser: Browser;
  address: string;
  /** The value of the wallet's cookie. */
  token: string;
}

/** What it costs to open the wallet on an old phone, the first and the second time, and to load what the pay code needs. */
export async function walletLoads(signedIn: SignedIn): Promise<Figure[]> {
  const { address } = signedIn;
  const context = await contextOf(signedIn);
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', slow4G);
  await client.send('Emulation.setCPUThrottlingRate', { rate: slowerProcessor });
  await page.goto(address);
  const firstMs = await homeShown(page);
  await page.evaluate(keepsApp);
  await page.reload();
  const secondMs = await homeShown(page);
  await context.close();
  return [
    one('first load of Home, slow 4G, processor ÷ 4, ms', firstMs),
    one('second load of Home, the same, ms', secondMs),
    one('JavaScript up to the pay code, compressed, kB', (await payBytes(signedIn)) / 1_000),
  ];
}

async function payBytes(signedIn: SignedIn): Promise<number> {
  const context = await contextOf(signedIn);
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.goto(`${signedIn.address}/pay`);
  await page.locator('[data-stage]').first().waitFor();
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await context.close();
  return bytes;
}

/** Frames while ten thousand entries are scrolled through, and how many nodes the page holds at the end of it. */
export async function walletScroll(signedIn: SignedIn, db: Database, account: string): Promise<Figure[]> {
  await fillHistory(db, account);
  const context = await contextOf(signedIn);
  const page = await context.newPage();
  await page.goto(`${signedIn.address}/history`);
  await page.locator('[data-entries]').waitFor();
  const scrolled = z
    .object({ frames: z.array(z.number()), nodes: z.number(), entries: z.number() })
    .parse(await page.evaluate(scrollThrough(entriesScrolled)));
  await context.close();
  const frames = scrolled.frames.sort((a, b) => a - b);
  const name = `a frame, scrolling ${scrolled.entries} entries, ms`;
  return [
    { ...one(name, quantile(frames, 0.5)), p95: quantile(frames, 0.95), p99: quantile(frames, 0.99) },
    one('  nodes on the page at the end', scrolled.nodes),
  ];
}

/** Two screens a second, as a thumb does, until all have been there. */
const scrollThrough = (entries: number): string => `(async () => {
  const list = document.querySelector('[data-entries]');
  const frames = [];
  let last = performance.now();
  const begun = last;
  while (Number(list.dataset.entries) < ${entries} && performance.now() - begun < 240_000) {
    scrollBy(0, 600);
    const now = await new Promise((resolve) => requestAnimationFrame(resolve));
    frames.push(now - last);
    last = now;
  }
  return { frames, nodes: document.querySelectorAll('*').length, entries: Number(list.dataset.entries) };
})()`;

/** Rows of the index as the projector writes them, older than everything that has really happened here. */
async function fillHistory(db: Database, account: string): Promise<void> {
  const minuteMs = 60_000;
  const now = Date.now();
  const rows = Array.from({ length: entriesScrolled }, (_, place) => ({
    sequence: 1_000_000_000 - place,
    account,
    kind: 'charge' as const,
    amount: -1_000 - place,
    sender: account,
    receiver: '',
    vendor: null,
    programme: null,
    charge: null,
    order_id: String(place).padStart(26, '0'),
    at: now - (place + 1) * 37 * minuteMs,
  }));
  for (let from = 0; from < rows.length; from += 1_000)
    await db
      .insertInto('entry')
      .values(rows.slice(from, from + 1_000))
      .execute();
}

async function contextOf({ browser, address, token }: SignedIn): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
  });
  context.setDefaultTimeout(60_000);
  await signIn(context, address, token);
  return context;
}

/** Lays the session's cookie into a browser: the driver takes a `__Host-` cookie for an https address only. */
export const signIn = (context: BrowserContext, address: string, token: string): Promise<void> =>
  context.addCookies([
    { name: '__Host-wallet', value: token, url: address.replace(/^http:/, 'https:'), secure: true },
  ]);

/** From the beginning of the navigation until the balance is there, in milliseconds. */
async function homeShown(page: Page): Promise<number> {
  await page.locator('[data-balance]').waitFor();
  return z.number().parse(await page.evaluate('performance.now()'));
}

const one = (name: string, value: number): Figure => ({
  name,
  perSecond: 0,
  p50: value,
  p95: null,
  p99: null,
  processorMs: null,
});
