import { type ChildProcess, fork } from 'node:child_process';
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
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { z } from 'zod';
import { type Lunch, openLunch, reply } from './door-charges.ts';

const addressesSchema = z.object({ counter: z.url(), wallet: z.url() });

export interface SignedIn {
  browser: Browser;
  /** The wallet's door. */
  address: string;
  /** The value of the wallet's cookie. */
  token: string;
}

export interface WalletCampus {
  db: Database;
  lunch: Lunch;
  payer: Person;
  /** The payer's, in a browser. */
  signedIn: SignedIn;
  /** The counter's door. */
  counter: string;
  /** The cookies' values of other wallets. */
  others: string[];
}

/**
 * Builds the apps and runs `work` where a lunch's payer and so many others are signed in to their wallets. The server runs in a
 * process of its own, the database as durable as a real one.
 */
export async function onWalletCampus<Found>(
  othersSignedIn: number,
  work: (campus: WalletCampus) => Promise<Found>,
): Promise<Found> {
  const apps = await buildApps();
  const directory = await mkdtemp(join(tmpdir(), 'kumoh-bench-'));
  const mariadb = await startMariadb({ directory, durability: 'durable' });
  await migrate(mariadb.databaseOwnerUrl);
  const db = openDatabase(mariadb.databaseUrl);
  let server: ChildProcess | undefined;
  const browser = await chromium.launch({ executablePath: await chromiumProgram(), args: ['--no-sandbox'] });
  try {
    const lunch = await openLunch(db);
    const { campus, members } = lunch;
    const [payer, ...more] = members;
    if (!payer) throw new Error('nobody pays');
    while (more.length < othersSignedIn) more.push(await campus.member());
    const others = await Promise.all(more.slice(0, othersSignedIn).map((one) => walletOf(db, one)));
    const token = await walletOf(db, payer);
    await campus.money.stop();
    server = fork(new URL('./door-server.ts', import.meta.url), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const { databaseUrl, databaseOwnerUrl } = mariadb;
    server.send({ databaseUrl, databaseOwnerUrl, ledger: campus.directory, walletApp: apps.wallet });
    const { counter, wallet: address } = addressesSchema.parse(await reply(server));
    return await work({ db, lunch, payer, signedIn: { browser, address, token }, counter, others });
  } finally {
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

/** A browser on a phone that is signed in as the payer and has kept nothing yet. */
export async function contextOf({ browser, address, token }: SignedIn): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
  });
  context.setDefaultTimeout(60_000);
  // The driver takes a `__Host-` cookie for an https address only.
  await context.addCookies([
    { name: '__Host-wallet', value: token, url: address.replace(/^http:/, 'https:'), secure: true },
  ]);
  return context;
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
