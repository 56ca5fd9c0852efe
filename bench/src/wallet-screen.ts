import type { Database } from '@kumoh-pay/server/db/index.ts';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { type Figure, quantile } from './figures.ts';
import { contextOf, onWalletCampus, type SignedIn } from './wallet-campus.ts';

/** Chromium's own "slow 4G", as Lighthouse has it, and a processor four times slower: an old phone in a full hall. */
const slow4G = { offline: false, latency: 150, downloadThroughput: 180_000, uploadThroughput: 84_000 };
const slowerProcessor = 4;
const entriesScrolled = 10_000;

/** In the page: waits until its worker has everything that the next opening needs. The page's policy allows no polling from outside. */
const keepsApp = `navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller ? null : new Promise((resolve) =>
  navigator.serviceWorker.addEventListener('controllerchange', () => resolve(null), { once: true })))`;

/** Each a browser that has kept nothing: one opening is a figure of the moment, ten are the phone's. */
const firstLoads = 10;

/** The wallet's weight: loads on an old phone, what the pay code needs, and a long history. */
export const walletScreens = (): Promise<Figure[]> =>
  onWalletCampus(0, async ({ db, payer, signedIn }) => [
    ...(await walletLoads(signedIn)),
    one('JavaScript up to the pay code, compressed, kB', (await payBytes(signedIn)) / 1_000),
    ...(await walletScroll(signedIn, db, payer.id)),
  ]);

/** What it costs to open the wallet on an old phone, the first and the second time. */
async function walletLoads(signedIn: SignedIn): Promise<Figure[]> {
  const firstMs: number[] = [];
  const secondMs: number[] = [];
  for (let load = 0; load < firstLoads; load += 1) {
    const context = await contextOf(signedIn);
    await context.addInitScript(watchForBalance);
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send('Network.enable');
    await client.send('Network.emulateNetworkConditions', slow4G);
    await client.send('Emulation.setCPUThrottlingRate', { rate: slowerProcessor });
    await page.goto(signedIn.address);
    firstMs.push(await homeShown(page));
    await page.evaluate(keepsApp);
    await page.reload();
    secondMs.push(await homeShown(page));
    await context.close();
  }
  return [
    times(`first load of Home, slow 4G, processor ÷ ${slowerProcessor}, ms`, firstMs),
    times('second load of Home, the same, ms', secondMs),
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
async function walletScroll(signedIn: SignedIn, db: Database, account: string): Promise<Figure[]> {
  await fillHistory(db, account);
  const context = await contextOf(signedIn);
  const page = await context.newPage();
  await page.goto(`${signedIn.address}/history`);
  await page.locator('[data-entries]').waitFor();
  const scrolled = z
    .object({ frames: z.array(z.number()), nodes: z.number(), entries: z.number() })
    .parse(await page.evaluate(scrollThrough(entriesScrolled)));
  await context.close();
  return [
    times(`a frame, scrolling ${scrolled.entries} entries, ms`, scrolled.frames),
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

/** In the page, before it loads: when the balance was first painted, by the page's own clock. */
const watchForBalance = `new MutationObserver((_, watch) => {
  if (!document.querySelector('[data-balance]')) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { globalThis.shownAtMs = performance.now(); }));
}).observe(document, { subtree: true, childList: true })`;

/** From the beginning of the navigation until the balance is painted, in milliseconds. */
async function homeShown(page: Page): Promise<number> {
  await page.locator('[data-balance]').waitFor();
  return z.number().parse(
    await page.evaluate(`new Promise((resolve) => {
      const look = () => ('shownAtMs' in globalThis ? resolve(globalThis.shownAtMs) : setTimeout(look, 50));
      look();
    })`),
  );
}

const one = (name: string, value: number): Figure => ({
  name,
  perSecond: 0,
  p50: value,
  p95: null,
  p99: null,
  processorMs: null,
});

function times(name: string, each: readonly number[]): Figure {
  const sorted = each.toSorted((a, b) => a - b);
  return {
    ...one(name, quantile(sorted, 0.5)),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
  };
}
