import { type ChildProcess, fork } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApps } from '@kumoh-pay/command/build-apps.ts';
import { chromium as chromiumProgram } from '@kumoh-pay/command/chromium.ts';
import { startMariadb } from '@kumoh-pay/command/mariadb.ts';
import { codeCapDefault, newId } from '@kumoh-pay/domain';
import { type Database, migrate, openDatabase } from '@kumoh-pay/server/db/index.ts';
import { insertMember } from '@kumoh-pay/server/member/store.ts';
import type { Person } from '@kumoh-pay/server/order/test-campus.ts';
import { startSession } from '@kumoh-pay/server/session/session.ts';
import { chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { keepKeyIn } from '../../e2e/src/campus/keep-key.ts';
import { charge, openLunch, reply } from './door-charges.ts';
import { type Figure, quantile } from './figures.ts';
import { signIn, walletLoads, walletScroll } from './wallet-screen.ts';

/** A faculty at lunch, each with the wallet open. */
const othersConnected = 500;
const addressesSchema = z.object({ counter: z.url(), wallet: z.url() });

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
export async function walletNews(payments: number): Promise<Figure[]> {
  const apps = await buildApps();
  const directory = await mkdtemp(join(tmpdir(), 'kumoh-bench-'));
  const mariadb = await startMariadb({ directory, durability: 'durable' });
  await migrate(mariadb.databaseOwnerUrl);
  const db = openDatabase(mariadb.databaseUrl);
  let server: ChildProcess | undefined;
  const ending = new AbortController();
  const browser = await chromium.launch({ executablePath: await chromiumProgram(), args: ['--no-sandbox'] });
  try {
    const lunch = await openLunch(db);
    const { campus, members, vendor, terminal, cookie } = lunch;
    const [payer, ...others] = members;
    if (!payer) throw new Error('nobody pays');
    while (others.length < othersConnected) others.push(await campus.member());
    const tokens = await Promise.all(others.slice(0, othersConnected).map((one) => walletOf(db, one)));
    const own = await walletOf(db, payer);
    await campus.money.stop();
    server = fork(new URL('./door-server.ts', import.meta.url), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const { databaseUrl, databaseOwnerUrl } = mariadb;
    server.send({ databaseUrl, databaseOwnerUrl, ledger: campus.directory, walletApp: apps.wallet });
    const addresses = addressesSchema.parse(await reply(server));
    await Promise.all(tokens.map((token) => connect(addresses.wallet, token, ending.signal)));
    const context = await browser.newContext({ locale: 'ko-KR', timezoneId: 'Asia/Seoul' });
    await signIn(context, addresses.wallet, own);
    const page = await openPay(await context.newPage(), addresses.wallet, payer);
    const times = await payRepeatedly(payments, page, () =>
      charge(addresses.counter, cookie, campus.charge(vendor, terminal, payer, 10)),
    );
    await context.close();
    const name = `${payments} payments, ${othersConnected} wallets connected`;
    const signedIn = { browser, address: addresses.wallet, token: own };
    return [
      figure(`charge sent to phone green, ${name}`, times.fromSent),
      figure('  after the counter’s answer', times.fromAnswer),
      ...(await walletLoads(signedIn)),
      ...(await walletScroll(signedIn, db, payer.id)),
    ];
  } finally {
    ending.abort();
    await browser.close();
    if (server?.connected) {
      const ended = once(server, 'exit');
      server.send('stop');
      await ended;
    }
    await db.destroy();
    await mariadb.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

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

/** A signed-in wallet of this account. @returns its cookie's value. */
async function walletOf(db: Database, person: Person): Promise<string> {
  const id = newId();
  const number = id.replaceAll(/\D/g, '').padEnd(8, '0').slice(0, 8);
  await insertMember(db, {
    id,
    student_number: `${number}${Math.floor(Math.random() * 1e9)}`,
    name: '김민수',
    mail: `${id.toLowerCase()}@kumoh.ac.kr`,
    password_hash: null,
    account: person.id,
    state: 'active',
    paying_key: person.hand.publicKey,
    has_recovery: 0,
    code_cap: codeCapDefault,
    offline_allowed: 0,
    ends_notice: 0,
    language: 'ko',
    created_at: Date.now(),
  });
  return (await startSession(db, { kind: 'member', subject: id, device: 'bench' })).token;
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
