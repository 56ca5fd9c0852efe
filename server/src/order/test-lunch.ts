import { createTestDatabase, type TestDatabase } from '@kumoh-pay/command/test-database.ts';
import type { SignedOrder } from '@kumoh-pay/domain';
import { type Logger, pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Database, migrate, openDatabase } from '../db/index.ts';
import { openEmbedded } from '../ledger/embedded.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { nameHints } from './hints.ts';
import { moneyMetrics } from './metrics.ts';
import { OrderPath } from './order-path.ts';
import { type Person, TestCampus } from './test-campus.ts';

/** For tests of the order path: the real ledger with one way of it gone wrong. */

let database: TestDatabase;
export let db: Database;
export let campus: TestCampus;
export let ledger: Ledger;
export let stopping: AbortController;
export let shop: Awaited<ReturnType<TestCampus['shopAndMember']>>;
export let friends: Person[];

/** A shop, a member and seven friends before each test, on one ledger and database a file. */
export function openLunchForEach(): void {
  beforeAll(async () => {
    database = await createTestDatabase();
    await migrate(database.databaseOwnerUrl);
    db = openDatabase(database.databaseUrl);
    campus = await TestCampus.open(db);
  });
  beforeEach(async () => {
    shop = await campus.shopAndMember();
    friends = await Promise.all(Array.from({ length: 7 }, () => campus.member()));
    await campus.issue(shop.programme, friends, 5_000);
    await campus.money.indexed();
    await campus.money.stop();
    ledger = await openEmbedded({ directory: campus.directory });
    stopping = new AbortController();
  });
  afterEach(async () => {
    stopping.abort();
    await ledger.close();
    await campus.start(db);
  });
  afterAll(async () => {
    await campus?.end();
    await db?.destroy();
    await database?.drop();
  });
}

/** The server that was stopped is started again, on the same ledger. */
export function stopAnew(): void {
  stopping = new AbortController();
}

/** The order path over the real ledger, with one way of it gone wrong. */
export function pathOver(
  broken: Partial<Ledger>,
  { underWayMax, log = pino({ level: 'silent' }) }: { underWayMax?: number; log?: Logger } = {},
): OrderPath {
  const needs = {
    db,
    ledger: { ...ledger, ...broken },
    now: Date.now,
    log,
    metrics: moneyMetrics(),
    signal: stopping.signal,
    committed: () => undefined,
    withHints: (signed: SignedOrder) => nameHints(db, signed),
    refused: () => undefined,
  };
  return new OrderPath(needs, underWayMax);
}
export const charge = (amount: number): SignedOrder =>
  campus.charge(shop.vendor, shop.terminal, shop.member, amount);
export const carriersOf = (order: SignedOrder) =>
  db.selectFrom('carrier').select(['state', 'code']).where('orders', 'like', `%${order.order.id}%`).execute();

/** The same once each of them has an end: what has committed is told before it is written down. */
export async function endedCarriersOf(order: SignedOrder) {
  await expect
    .poll(async () => (await carriersOf(order)).filter(({ state }) => state === 'stored').length)
    .toBe(0);
  return carriersOf(order);
}

/** Transactions that did the order; copies of one are on the ledger too, and invalid. */
export async function journalsSince(block: number, order: SignedOrder): Promise<number> {
  const stop = new AbortController();
  let count = 0;
  for await (const { block: number, transactions } of ledger.events(block, stop.signal)) {
    count += transactions.filter(({ event }) => event?.includes(order.order.id)).length;
    if (number === (await ledger.height()) - 1) break;
  }
  return count;
}
