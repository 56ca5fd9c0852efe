import { newId, type OrderOf, type SignedOrder, won } from '@kumoh-pay/domain';
import { pino } from 'pino';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../db/index.ts';
import { openTestDb } from '../db/test-db.ts';
import { insertAttempts, settleAttempts } from './attempt-store.ts';
import { LongOrders } from './long-order.ts';
import type { OrderAnswer } from './order-path.ts';
import { person } from './test-campus.ts';

let db: Database;
beforeAll(async () => {
  const opened = await openTestDb();
  ({ db } = opened);
  return opened.close;
});
beforeEach(async () => {
  await db.deleteFrom('long_order').execute();
});

/** A list of 250: two parts. */
function issueOrder(): SignedOrder {
  const officer = person();
  const receivers = Array.from({ length: 250 }, () => ({ account: newId(), amount: won(1_000) }));
  receivers.sort((a, b) => (a.account < b.account ? -1 : 1));
  const body = { programme: newId(), receivers, until: Date.now() + 60_000 };
  const order: OrderOf<'issue'> = { type: 'issue', id: newId(), body, at: Date.now() };
  return { order, signatures: [officer.hand.signOrder('vouchers-test0000', order, 'officer', officer.id)] };
}

/** As a server leaves it that dies after the first part. */
async function breakOff(signed: SignedOrder): Promise<void> {
  const first = { ...signed, part: 0 };
  await insertAttempts(db, [{ signed: first, digest: 'd'.repeat(64) }], 1);
  const key = { order_id: signed.order.id, type: 'issue', part: 0 };
  const settled = { state: 'committed', result: { parts: 2 }, repeat: false } as const;
  await settleAttempts(db, [{ key, digest: 'd'.repeat(64), settled }], 2);
  await db
    .insertInto('long_order')
    .values({ order_id: signed.order.id, type: 'issue', begun_at: 1 })
    .execute();
}

const done: OrderAnswer = { state: 'committed', result: null, repeat: false };
function longOrders(submit: (signed: SignedOrder) => Promise<OrderAnswer>, clock = { now: 0 }): LongOrders {
  const keeper = { gather: async () => undefined };
  return new LongOrders(db, { submit, keeper, log: pino({ level: 'silent' }), now: () => clock.now });
}
const open = async () =>
  (await db.selectFrom('long_order').select('order_id').execute()).map(({ order_id }) => order_id);

test('a list that was left in its middle goes on, and one that can no longer be read stops no other', async () => {
  const [unreadable, whole] = [issueOrder(), issueOrder()];
  await breakOff(unreadable);
  await breakOff(whole);
  await db
    .updateTable('order_attempt')
    .set({ signed: '{"order":{"type":"issue"}}' })
    .where('order_id', '=', unreadable.order.id)
    .execute();
  const sent: string[] = [];
  const orders = longOrders(async ({ order, part }) => {
    sent.push(`${order.id} ${part}`);
    return done;
  });
  orders.look();
  await expect.poll(() => orders.idle).toBe(true);
  await orders.stop();
  expect(sent).toEqual([`${whole.order.id} 0`, `${whole.order.id} 1`]);
  expect(await open()).toEqual([unreadable.order.id]);
});

test('after an outage a list goes on without a new start, and waits longer each time that it fails', async () => {
  const signed = issueOrder();
  await breakOff(signed);
  const clock = { now: 1_000_000 };
  let away = true;
  let tries = 0;
  const orders = longOrders(async ({ part }) => {
    if (part !== 1) return done;
    tries += 1;
    return away ? { state: 'refused', code: 'LEDGER_UNAVAILABLE', detail: '' } : done;
  }, clock);
  const lookAfter = async (ms: number) => {
    clock.now += ms;
    orders.look();
    // Looks come one after the other, so this one waits for it.
    await expect.poll(async () => orders.idle).toBe(true);
  };
  await lookAfter(0);
  await lookAfter(30_000);
  expect(tries).toBe(1);
  await lookAfter(40_000);
  await lookAfter(70_000);
  expect(tries).toBe(2);
  away = false;
  await lookAfter(60_000);
  expect(tries).toBe(3);
  expect(await open()).toEqual([]);
  await orders.stop();
});

test('a list whose first part is refused is over, and nothing of it is looked for', async () => {
  const orders = longOrders(async () => ({ state: 'refused', code: 'BUDGET_EXCEEDED', detail: '' }));
  expect(await orders.submit(issueOrder())).toMatchObject({ answer: { code: 'BUDGET_EXCEEDED' } });
  expect(await open()).toEqual([]);
  await orders.stop();
});
