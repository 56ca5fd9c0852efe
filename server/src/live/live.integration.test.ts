import { won } from '@kumoh-pay/domain';
import { pino } from 'pino';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../db/index.ts';
import { accountChannel } from '../index/channel.ts';
import { accountSigns, openTestCampus, type TestCampus } from '../order/test-campus.ts';
import { Live } from './live.ts';
import { tellRefusal } from './refusal-notice.ts';
import { Wakes } from './wake.ts';

let db: Database;
let campus: TestCampus;
beforeAll(async () => {
  const opened = await openTestCampus();
  ({ db, campus } = opened);
  return opened.close;
});

/** Reads events until there are so many, or none comes for a second. */
async function take<Event>(
  count: number,
  open: (signal: AbortSignal) => AsyncGenerator<readonly [string, Event, ...unknown[]]>,
) {
  const stop = new AbortController();
  const events: { id: string; event: Event }[] = [];
  const timer = setTimeout(() => stop.abort(), 1_500);
  for await (const [id, event] of open(stop.signal)) {
    events.push({ id, event });
    if (events.length === count) break;
  }
  clearTimeout(timer);
  stop.abort();
  return events;
}

test('a payment rings the payer’s phone, the counter and the office within a second', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember();
  await campus.money.indexed(10_000);
  const { live } = campus.money;
  const phone = take(1, (signal) => live.walletEvents(member.id, null, signal));
  const counter = take(1, (signal) => live.counterEvents(vendor, null, signal));
  const office = take(1, (signal) => live.officeEvents(null, signal));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const charge = campus.charge(vendor, terminal, member, 4_000);
  const sent = performance.now();
  await campus.money.submitOrder(charge);
  const [told] = await phone;
  expect(performance.now() - sent).toBeLessThan(1_000);
  expect(told?.event).toMatchObject({
    kind: 'entries',
    entries: [{ kind: 'charge', amount: -4_000, vendor, charge: charge.order.id }],
  });
  expect((await counter)[0]?.event).toMatchObject({ type: 'charge', result: { charge: charge.order.id } });
  expect((await office)[0]?.event).toMatchObject({ type: 'charge', order: charge.order.id });
});

test('a phone that was away gets what it missed, once and in order', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember();
  await campus.money.indexed(10_000);
  const { live } = campus.money;
  const first = take(1, (signal) => live.walletEvents(member.id, '0.0', signal));
  const [issued] = await first;
  for (const amount of [1_000, 2_000, 3_000])
    await campus.money.submitOrder(campus.charge(vendor, terminal, member, amount));
  await campus.money.indexed(10_000);
  const all = await take(10, (signal) => live.walletEvents(member.id, issued?.id, signal));
  const amounts = all.flatMap(({ event }) =>
    event.kind === 'entries' ? event.entries.map((entry) => entry.amount) : [],
  );
  expect(amounts).toEqual([50_000, -1_000, -2_000, -3_000]);
  const rest = await take(10, (signal) => live.walletEvents(member.id, all[1]?.id, signal));
  expect(rest).toEqual(all.slice(2));
});

test('a refusal tells the payer why and by how much, and nobody else’s phone', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember(3_000);
  const other = await campus.member();
  await campus.money.indexed(10_000);
  const { live } = campus.money;
  const phone = take(1, (signal) => live.walletEvents(member.id, null, signal));
  const strangers = take(1, (signal) => live.walletEvents(other.id, null, signal));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const answer = await campus.money.submitOrder(campus.charge(vendor, terminal, member, 10_000));
  expect(answer).toEqual({ state: 'refused', code: 'INSUFFICIENT_FUNDS', detail: '' });
  expect((await phone)[0]?.event).toMatchObject({
    kind: 'refused',
    code: 'INSUFFICIENT_FUNDS',
    amount: 10_000,
    shortBy: 7_000,
    vendor,
  });
  expect(await strangers).toEqual([]);
});

test('a code forged in a member’s name does not ring that member’s phone', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember();
  const thief = await campus.member();
  await campus.money.indexed(10_000);
  const phone = take(1, (signal) => campus.money.live.walletEvents(member.id, null, signal));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const forged = campus.payCode({ id: member.id, hand: thief.hand });
  expect(
    await campus.money.submitOrder(campus.charge(vendor, terminal, member, 1_000, forged)),
  ).toMatchObject({ code: 'BAD_SIGNATURE' });
  expect(await phone).toEqual([]);
});

test('a suspension is told to the wallet', async () => {
  const member = await campus.member();
  await campus.money.indexed(10_000);
  const phone = take(1, (signal) => campus.money.live.walletEvents(member.id, null, signal));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await campus.done('suspendAccount', { account: member.id }, [accountSigns(member)]);
  expect((await phone)[0]?.event).toMatchObject({ kind: 'account', type: 'suspendAccount' });
  expect(
    await campus.money.submitOrder(
      campus.sign('transfer', { from: member.id, to: campus.kim.id, amount: won(1) }, [accountSigns(member)]),
    ),
  ).toMatchObject({ code: 'ACCOUNT_SUSPENDED' });
});

test('of two refusals written at once neither is missed, whichever is committed first', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember();
  await campus.money.indexed(10_000);
  const parts = { wakes: new Wakes(), now: () => campus.now, log: pino({ level: 'silent' }) };
  const [early, late] = [
    campus.charge(vendor, terminal, member, 1_000),
    campus.charge(vendor, terminal, member, 2_000),
  ];
  const stop = new AbortController();
  const told: string[] = [];
  const live = new Live(db, parts.wakes, () => campus.now);
  const reading = (async () => {
    for await (const [, event] of live.walletEvents(member.id, null, stop.signal))
      if (event.kind === 'refused') told.push(event.charge);
  })();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const slow = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  const first = db.transaction().execute(async (tx) => {
    await tellRefusal({ ...parts, db: tx }, early, 'CODE_USED');
    written.resolve();
    await slow.promise;
  });
  await written.promise;
  const second = tellRefusal({ ...parts, db }, late, 'CODE_USED');
  // Time for the second to be committed and told first, if it can be.
  await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 500))]);
  slow.resolve();
  await Promise.all([first, second]);
  parts.wakes.wake([accountChannel(member.id)]);
  await expect.poll(() => told.length, { timeout: 10_000 }).toBe(2);
  expect(told).toEqual([early.order.id, late.order.id]);
  stop.abort();
  await reading;
});
