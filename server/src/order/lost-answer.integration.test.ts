import { won } from '@kumoh-pay/domain';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { attemptKey, settleAttempts } from './attempt-store.ts';
import { nameHints } from './hints.ts';
import { accountSigns, terminalSigns } from './test-campus.ts';
import {
  campus,
  carriersOf,
  charge,
  db,
  endedCarriersOf,
  friends,
  journalsSince,
  ledger,
  openLunchForEach,
  pathOver,
  shop,
  stopAnew,
  stopping,
} from './test-lunch.ts';

openLunchForEach();

test('a transaction that was lost on its way is sent again with the same bytes, and charged once', async () => {
  const sent: string[] = [];
  const path = pathOver({
    submit: async (bytes) => {
      sent.push(Buffer.from(bytes).toString('base64'));
      if (sent.length > 1) await ledger.submit(bytes);
    },
    // A short wait stands for the long one.
    commitStatus: (id, waitMs) => ledger.commitStatus(id, Math.min(waitMs, 50)),
  });
  const height = await ledger.height();
  const order = charge(1_000);
  expect(await path.submit(order)).toMatchObject({ state: 'committed', repeat: false });
  expect(sent.length).toBeGreaterThan(1);
  expect(new Set(sent).size).toBe(1);
  expect(await journalsSince(height, order)).toBe(1);
  expect(await endedCarriersOf(order)).toEqual([{ state: 'valid', code: 'VALID' }]);
});

test('a submission that failed and yet committed is found out, not repeated', async () => {
  const path = pathOver({
    submit: async (bytes) => {
      await ledger.submit(bytes);
      throw new Error('the connection broke');
    },
  });
  const height = await ledger.height();
  const order = charge(1_000);
  expect(await path.submit(order)).toMatchObject({ state: 'committed' });
  expect(await journalsSince(height, order)).toBe(1);
});

test('a ledger that answers no status is asked by the order itself', async () => {
  const path = pathOver({ commitStatus: async () => 'unknown' });
  const order = charge(1_000);
  expect(await path.submit(order, 5_000)).toMatchObject({ state: 'committed', result: { amount: 1_000 } });
  expect(await endedCarriersOf(order)).toEqual([{ state: 'valid', code: 'VALID' }]);
});

test('a carrier that broke off by a fault of ours is taken up again, and the next ask hears its end', async () => {
  let broken = true;
  let endorsed = 0;
  const sent: string[] = [];
  const path = pathOver({
    endorse: async (carrier) => {
      endorsed += 1;
      if (endorsed > 1 && broken) throw new TypeError('a fault that nobody thought of');
      return ledger.endorse(carrier);
    },
    submit: async (bytes) => {
      sent.push(Buffer.from(bytes).toString('base64'));
      if (!broken) await ledger.submit(bytes);
    },
    commitStatus: (id, waitMs) => (broken ? Promise.resolve('unknown') : ledger.commitStatus(id, waitMs)),
  });
  const height = await ledger.height();
  const order = charge(1_000);
  expect(await path.submit(order, 500)).toEqual({ state: 'unknown' });
  broken = false;
  expect(await path.submit(order, 5_000)).toMatchObject({ state: 'committed' });
  expect(new Set(sent).size).toBe(1);
  expect(await journalsSince(height, order)).toBe(1);
});

test('while nothing is known the answer is unknown, never a refusal', async () => {
  const path = pathOver({ submit: async () => undefined, commitStatus: async () => 'unknown' });
  const order = charge(1_000);
  expect(await path.submit(order, 300)).toEqual({ state: 'unknown' });
  const row = await db
    .selectFrom('order_attempt')
    .select('state')
    .where('order_id', '=', order.order.id)
    .executeTakeFirstOrThrow();
  expect(row.state).toBe('unknown');
});

test('an order beyond what may be under way is not even written down, and goes when asked again', async () => {
  const back = Promise.withResolvers<void>();
  const path = pathOver(
    {
      endorse: async (carrier) => {
        await back.promise;
        return ledger.endorse(carrier);
      },
    },
    { underWayMax: 2 },
  );
  const [first, second, third] = friends.map((friend) =>
    campus.charge(shop.vendor, shop.terminal, friend, 1_000),
  );
  if (!first || !second || !third) throw new Error('there are friends');
  const taken = [first, second].map((order) => path.submit(order));
  expect(await path.submit(third)).toEqual({ state: 'unknown' });
  const rows = db.selectFrom('order_attempt').select('state').where('order_id', '=', third.order.id);
  expect(await rows.execute()).toEqual([]);
  back.resolve();
  for (const answer of await Promise.all(taken)) expect(answer).toMatchObject({ state: 'committed' });
  await endedCarriersOf(second);
  await endedCarriersOf(first);
  expect(await path.submit(third)).toMatchObject({ state: 'committed', repeat: false });
});

test('a row that can no longer be read is set aside at the start, and does not stop the server', async () => {
  const [odd, even] = friends.map((friend) => campus.charge(shop.vendor, shop.terminal, friend, 1_000));
  if (!odd || !even) throw new Error('there are friends');
  const lost = pathOver({ submit: async () => undefined, commitStatus: async () => 'unknown' });
  const asked = [lost.submit(odd)];
  await expect.poll(async () => (await carriersOf(odd)).length).toBe(1);
  asked.push(lost.submit(even));
  stopping.abort();
  await lost.stop();
  for (const answer of await Promise.all(asked)) expect(answer).toEqual({ state: 'unknown' });
  stopAnew();
  const row = db.updateTable('order_attempt').set({ signed: '{"order":{"type":"charge"}}' });
  await row.where('order_id', '=', odd.order.id).execute();

  const lines: string[] = [];
  const next = pathOver({}, { log: pino({ level: 'error' }, { write: (line) => lines.push(line) }) });
  await next.recover();
  expect(await next.submit(even, 5_000)).toMatchObject({ state: 'committed' });
  const states = db.selectFrom('order_attempt').select('state').where('order_id', '=', odd.order.id);
  expect(await states.execute()).toEqual([{ state: 'unknown' }]);
  expect(lines.some((line) => line.includes(odd.order.id))).toBe(true);
  // It may have been sent, so the next ask goes on with its carrier and not with another.
  expect(await next.submit(odd, 5_000)).toMatchObject({ state: 'committed' });
  expect(await endedCarriersOf(odd)).toEqual([{ state: 'valid', code: 'VALID' }]);
});

test('a transaction that met another on its purse goes again under a new id', async () => {
  // Sent first and signed with an earlier code, or the order's own code would be void.
  const other = await nameHints(db, charge(2_000));
  let met = false;
  const path = pathOver({
    submit: async (bytes) => {
      if (!met) await ledger.submit((await ledger.endorse(JSON.stringify({ orders: [other] }))).bytes);
      met = true;
      await ledger.submit(bytes);
    },
  });
  const order = charge(1_000);
  expect(await path.submit(order)).toMatchObject({ state: 'committed', repeat: false });
  const carriers = await endedCarriersOf(order);
  expect(carriers.map(({ code }) => code).sort()).toEqual(['MVCC_READ_CONFLICT', 'VALID']);
});

test('one order that spoils a carrier of many does not hold up the others', async () => {
  const [spoilt] = friends;
  if (!spoilt) throw new Error('there are friends');
  const order = campus.sign('transfer', { from: spoilt.id, to: shop.member.id, amount: won(500) }, [
    accountSigns(spoilt),
  ]);
  const transfer = await nameHints(db, order);
  let submissions = 0;
  const path = pathOver({
    submit: async (bytes) => {
      submissions += 1;
      // The second carrier holds all that came while the first was under way.
      if (submissions === 1) await expect.poll(() => path.waiting, { timeout: 5_000 }).toBe(friends.length);
      if (submissions === 2)
        await ledger.submit((await ledger.endorse(JSON.stringify({ orders: [transfer] }))).bytes);
      await ledger.submit(bytes);
    },
  });
  const charges = [shop.member, ...friends].map((payer) =>
    campus.charge(shop.vendor, shop.terminal, payer, 1_000),
  );
  const [ahead, ...behind] = charges.map((one, place) => async () => {
    if (place > 0) await expect.poll(() => submissions, { timeout: 5_000 }).toBe(1);
    return path.submit(one);
  });
  if (!ahead) throw new Error('somebody goes ahead');
  const answers = await Promise.all([ahead(), ...behind.map((submit) => submit())]);
  expect(answers.map(({ state }) => state)).toEqual(charges.map(() => 'committed'));
  const rides = await Promise.all(charges.map(endedCarriersOf));
  expect(
    rides.filter((carriers) => carriers.some(({ code }) => code === 'MVCC_READ_CONFLICT')).length,
  ).toBeGreaterThan(1);
  // Halved once, most of them are through with their second carrier.
  expect(Math.max(...rides.map((carriers) => carriers.length))).toBeLessThanOrEqual(3);
});

test('a refusal that is written down late does not take back what has committed', async () => {
  const order = charge(1_000);
  expect(await pathOver({}).submit(order)).toMatchObject({ state: 'committed' });
  await endedCarriersOf(order);
  const late = { state: 'refused', code: 'INSUFFICIENT_FUNDS', detail: '' } as const;
  await settleAttempts(db, [{ key: attemptKey(order), digest: '', settled: late }], Date.now());
  expect(await pathOver({}).submit(order)).toMatchObject({ state: 'committed', repeat: true });
});

test('while the outcome of one charge is unknown, the same counter charges the next member', async () => {
  const [first, second] = friends.map((friend) => campus.charge(shop.vendor, shop.terminal, friend, 1_000));
  if (!first || !second) throw new Error('there are friends');
  const sent: string[] = [];
  const path = pathOver({
    submit: async (bytes) => {
      sent.push(Buffer.from(bytes).toString('base64'));
      // The first carrier never reaches the ledger.
      if (sent[0] !== sent.at(-1)) await ledger.submit(bytes);
    },
    commitStatus: (id, waitMs) => ledger.commitStatus(id, Math.min(waitMs, 50)),
    // Nor does the contract know of it, and the counter asks in vain.
  });
  const lost = path.submit(first, 60_000);
  await expect.poll(async () => (await carriersOf(first)).length).toBe(1);
  expect(await path.submit(second, 30_000)).toMatchObject({ state: 'committed', repeat: false });
  expect(await carriersOf(first)).toEqual([{ state: 'stored', code: null }]);
  stopping.abort();
  await path.stop();
  expect(await lost).toEqual({ state: 'unknown' });
});

test('of two carriers with one order the answer is what the contract holds, not what was endorsed', async () => {
  const order = charge(1_000);
  const tombstone = campus.sign('void', { type: 'charge', id: order.order.id, vendor: shop.vendor }, [
    terminalSigns(shop.terminal),
  ]);
  const path = pathOver({
    // The carrier is lost, and meanwhile another way commits the charge's void.
    submit: async () => {
      const { bytes } = await ledger.endorse(JSON.stringify({ orders: [tombstone] }));
      await ledger.submit(bytes);
    },
    commitStatus: async () => 'unknown',
  });
  expect(await path.submit(order, 20_000)).toEqual({ state: 'void' });
  expect(await endedCarriersOf(order)).toEqual([{ state: 'invalid', code: 'SUPERSEDED' }]);
});
