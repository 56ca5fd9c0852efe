import { createPrivateKey } from 'node:crypto';
import type { Person } from '@kumoh-pay/server/order/test-campus.ts';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { keepKeyIn } from '../../e2e/src/campus/keep-key.ts';
import { charge } from './door-charges.ts';
import { type Figure, quantile } from './figures.ts';
import { contextOf, onWalletCampus } from './wallet-campus.ts';

/** A faculty at lunch, each with the wallet open. */
const othersConnected = 500;

/** In the phone's page: the time of the frame in which each green result was first painted; then it is put away. */
const watchForGreen = `(() => {
  const greensAtMs = [];
  const waiting = [];
  globalThis.greenAt = (place) => greensAtMs[place] ?? new Promise((resolve) => { waiting[place] = resolve; });
  new MutationObserver(() => {
    const paid = document.querySelector('section.outcome.paid:not([data-seen])');
    if (!paid) return;
    paid.dataset.seen = 'true';
    requestAnimationFrame(() => setTimeout(() => {
      greensAtMs.push(Date.now());
      waiting[greensAtMs.length - 1]?.(greensAtMs.at(-1));
      paid.querySelectorAll('.actions button')[1].click();
    }));
  }).observe(document.body, { subtree: true, childList: true });
})()`;

/**
 * From a counter's charge to the payer's own green screen in a real browser, payment after payment, while 500 other
 * wallets are connected. The first figure begins before the charge is sent and so holds the commit itself; the second
 * begins when the counter has its answer. Negative there: the phone was first.
 */
export const walletNews = (payments: number): Promise<Figure[]> =>
  onWalletCampus(othersConnected, async ({ lunch, payer, others, counter, signedIn }) => {
    const ending = new AbortController();
    const { address } = signedIn;
    try {
      await Promise.all(others.map((token) => connect(address, token, ending.signal)));
      const context = await contextOf(signedIn);
      const page = await openPay(await context.newPage(), address, payer);
      const { campus, vendor, terminal, cookie } = lunch;
      const times = await payRepeatedly(payments, page, () =>
        charge(counter, cookie, campus.charge(vendor, terminal, payer, 10)),
      );
      await context.close();
      const name = `${payments} payments, ${othersConnected} wallets connected`;
      return [
        figure(`charge sent to phone green, ${name}`, times.fromSent),
        figure('  after the counter’s answer', times.fromAnswer),
      ];
    } finally {
      ending.abort();
    }
  });

/** One payment after the other: times to the green screen, from the charge's sending and from its answer, in milliseconds. */
async function payRepeatedly(
  payments: number,
  page: Page,
  pay: () => Promise<void>,
): Promise<{ fromSent: number[]; fromAnswer: number[] }> {
  const times = { fromSent: [] as number[], fromAnswer: [] as number[] };
  for (let place = 0; place < payments; place += 1) {
    const sentAtMs = Date.now();
    await pay();
    const answeredAtMs = Date.now();
    const greenAtMs = z.number().parse(await page.evaluate(`greenAt(${place})`));
    times.fromSent.push(greenAtMs - sentAtMs);
    times.fromAnswer.push(greenAtMs - answeredAtMs);
  }
  return times;
}

function figure(name: string, times: number[]): Figure {
  times.sort((a, b) => a - b);
  const totalSeconds = times.reduce((sum, time) => sum + Math.max(time, 1), 0) / 1_000;
  return {
    name,
    perSecond: times.length / totalSeconds,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    // The work is done by a browser and a server, not by this process.
    processorMs: null,
  };
}

/** A wallet's live stream, which stays open and is read. Resolves when the server has begun it. */
async function connect(address: string, token: string, signal: AbortSignal): Promise<void> {
  const answer = await fetch(`${address}/trpc/money.live`, {
    headers: { accept: 'text/event-stream', cookie: `__Host-wallet=${token}` },
    signal,
  });
  const reader = answer.body?.getReader();
  if (!answer.ok || !reader) throw new Error(`a wallet could not connect: ${answer.status}`);
  await reader.read();
  const readOn = async () => {
    while (!(await reader.read()).done);
  };
  // Ends when the bench does.
  void readOn().catch(() => undefined);
}

/** The payer's phone at its code, with the payer's key in its browser. */
async function openPay(page: Page, address: string, payer: Person): Promise<Page> {
  await page.goto(address);
  await page.locator('[data-stage="home"]').waitFor();
  const pkcs8 = createPrivateKey(payer.hand.toPem()).export({ format: 'der', type: 'pkcs8' });
  await keepKeyIn(page, pkcs8, 'account');
  await page.goto(`${address}/pay`);
  await page.locator('svg[data-code]').waitFor();
  await page.evaluate(watchForGreen);
  return page;
}
