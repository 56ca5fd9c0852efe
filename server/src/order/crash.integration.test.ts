import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from '@kumoh-pay/command/test-database.ts';
import { type SignedOrder, seoulDay } from '@kumoh-pay/domain';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../db/index.ts';
import { openTestCampus, person, type TestCampus } from './test-campus.ts';

let database: TestDatabase;
let db: Database;
let campus: TestCampus;
beforeAll(async () => {
  const opened = await openTestCampus();
  ({ db, campus, database } = opened);
  return opened.close;
});

const child = fileURLToPath(new URL('./test-crash-child.ts', import.meta.url));

/** Lets another process carry the orders and die at the line of its log; answers with the signal that ended it. */
async function dieAt(dieAtLine: string, orders: SignedOrder[], time = 1): Promise<unknown> {
  const enroller = { id: campus.enroller.id, pem: campus.enroller.hand.toPem() };
  const wish = {
    databaseUrl: database.databaseUrl,
    directory: campus.directory,
    enroller,
    dieAt: dieAtLine,
    time,
    orders,
  };
  const running = fork(child, [JSON.stringify(wish)], { execArgv: [], stdio: 'inherit' });
  const [, signal] = await once(running, 'exit');
  return signal;
}

const points = [
  'order received',
  'carrier endorsed',
  'carrier stored',
  'carrier submitted',
  'carrier committed',
  'index rows written',
  'index committed',
];

test.each(points)(
  'a server killed at "%s" charges each member exactly once, by itself, after its next start',
  async (point) => {
    const { vendor, terminal, member, programme } = await campus.shopAndMember(10_000);
    const friend = await campus.member();
    await campus.issue(programme, [friend], 10_000);
    await campus.money.indexed();
    await campus.money.stop();
    const charges = [member, friend].map((payer) => campus.charge(vendor, terminal, payer, 3_000));

    const signal = await dieAt(point, charges);
    await campus.start(db);

    expect(signal).toBe('SIGKILL');
    // Every order that the dead server had written down comes to its end without being asked for.
    await expect
      .poll(
        async () =>
          (
            await db
              .selectFrom('order_attempt')
              .select('state')
              .where('state', 'in', ['received', 'in_flight', 'unknown'])
              .execute()
          ).length,
        { timeout: 8_000 },
      )
      .toBe(0);
    expect(
      await db.selectFrom('carrier').select('transaction_id').where('state', '=', 'stored').execute(),
    ).toEqual([]);
    for (const charge of charges)
      expect(await campus.money.submitOrder(charge)).toMatchObject({ state: 'committed' });
    await campus.money.indexed(2_000);
    await expect.poll(async () => (await campus.money.health()).projectionLag).toBe(0);
    for (const payer of [member, friend]) {
      expect((await campus.money.balanceOf(payer.id, seoulDay(Date.now()))).spendable).toBe(7_000);
    }
    expect((await campus.money.todayOf(vendor)).charges).toBe(2);
    for (const line of await campus.money.conservation()) expect(line).toMatchObject({ holds: true });
  },
);

test('a list that was being issued when the server died is issued to its end, to everyone once', async () => {
  const programme = await campus.programme();
  const members = await Promise.all([campus.member(), campus.member(), campus.member()]);
  // 450 receivers are three parts; those without an account are skipped and named.
  const issue = campus.issueOrder(programme, [...members, ...Array.from({ length: 447 }, person)], 2_000);
  await campus.money.indexed();
  await campus.money.stop();

  const signal = await dieAt('carrier stored', [issue], 2);
  await campus.start(db);

  expect(signal).toBe('SIGKILL');
  const states = () =>
    db.selectFrom('order_attempt').select('state').where('order_id', '=', issue.order.id).execute();
  await expect
    .poll(async () => (await states()).map(({ state }) => state), { timeout: 10_000 })
    .toEqual(['committed', 'committed', 'committed']);
  await campus.money.indexed(2_000);
  for (const { id } of members) {
    expect((await campus.money.balanceOf(id, seoulDay(Date.now()))).spendable).toBe(2_000);
  }
  expect(await campus.money.submitInParts(issue)).toMatchObject({
    answer: { state: 'committed', repeat: true },
    done: 3,
    parts: 3,
  });
  for (const line of await campus.money.conservation()) expect(line).toMatchObject({ holds: true });
});
