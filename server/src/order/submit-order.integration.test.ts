import { addDays, readPayCode, seoulDay, won } from '@kumoh-pay/domain';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../db/index.ts';
import {
  accountSigns,
  officerSigns,
  openTestCampus,
  person,
  type TestCampus,
  terminalSigns,
} from './test-campus.ts';

let db: Database;
let campus: TestCampus;
beforeAll(async () => {
  const opened = await openTestCampus();
  ({ db, campus } = opened);
  return opened.close;
});

const balance = async (account: string) => {
  await campus.money.indexed(10_000);
  return (await campus.money.balanceOf(account, seoulDay(Date.now()))).spendable;
};

test('a charge sent twenty times at once is charged once, and all hear the same', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember();
  const charge = campus.charge(vendor, terminal, member, 4_500);
  const answers = await Promise.all(Array.from({ length: 20 }, () => campus.money.submitOrder(charge)));
  const later = await campus.money.submitOrder(charge);
  for (const answer of [...answers, later])
    expect(answer).toMatchObject({ state: 'committed', result: { charge: charge.order.id, amount: 4_500 } });
  expect(later).toMatchObject({ repeat: true });
  expect(await balance(member.id)).toBe(45_500);
  expect((await campus.money.todayOf(vendor)).charges).toBe(1);
});

test('another order under the same id is refused, also while the first is under way', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember();
  const first = campus.charge(vendor, terminal, member, 1_000);
  const other = campus.charge(vendor, terminal, member, 2_000);
  const forged = { ...other, order: { ...other.order, id: first.order.id } };
  const [one, two] = await Promise.all([campus.money.submitOrder(first), campus.money.submitOrder(forged)]);
  expect(one.state).toBe('committed');
  expect(two).toMatchObject({ state: 'refused', code: 'ORDER_ID_REUSED' });
  expect(await campus.money.submitOrder(forged)).toMatchObject({ state: 'refused', code: 'ORDER_ID_REUSED' });
});

test('what is refused stays refused for its id, and a new order with enough money goes through', async () => {
  const { vendor, terminal, member, programme } = await campus.shopAndMember(3_000);
  const tooMuch = campus.charge(vendor, terminal, member, 4_000);
  expect(await campus.money.submitOrder(tooMuch)).toMatchObject({
    state: 'refused',
    code: 'INSUFFICIENT_FUNDS',
  });
  await campus.issue(programme, [member], 5_000);
  expect(await campus.money.submitOrder(tooMuch)).toMatchObject({
    state: 'refused',
    code: 'INSUFFICIENT_FUNDS',
  });
  expect(await campus.money.submitOrder(campus.charge(vendor, terminal, member, 4_000))).toMatchObject({
    state: 'committed',
  });
  expect(await balance(member.id)).toBe(4_000);
});

test('a voided charge can never be taken, and its id answers void', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember();
  const charge = campus.charge(vendor, terminal, member, 1_000);
  await campus.done('void', { type: 'charge', id: charge.order.id, vendor }, [terminalSigns(terminal)]);
  expect(await campus.money.submitOrder(charge)).toEqual({ state: 'void' });
  expect(await campus.money.submitOrder(charge)).toEqual({ state: 'void' });
  expect(await balance(member.id)).toBe(50_000);
});

test('one pay code is tried for three amounts and no more', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember(1_000);
  const code = campus.payCode(member);
  for (const amount of [9_000, 8_000, 7_000, 9_000]) {
    expect(
      await campus.money.submitOrder(campus.charge(vendor, terminal, member, amount, code)),
    ).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
  }
  expect(await campus.money.submitOrder(campus.charge(vendor, terminal, member, 500, code))).toMatchObject({
    code: 'TOO_MANY_TRIES',
  });
  expect(await campus.money.submitOrder(campus.charge(vendor, terminal, member, 500))).toMatchObject({
    state: 'committed',
  });
});

test('a hundred members pay one shop at once, and every won is accounted for', async () => {
  const { vendor, terminal, programme } = await campus.shopAndMember();
  const members = await Promise.all(Array.from({ length: 100 }, () => campus.member()));
  await campus.issue(programme, members, 10_000);
  await campus.money.indexed(10_000);
  const started = performance.now();
  const answers = await Promise.all(
    members.map((member) => campus.money.submitOrder(campus.charge(vendor, terminal, member, 3_000))),
  );
  const seconds = (performance.now() - started) / 1_000;
  console.log(`100 charges in ${seconds.toFixed(2)} s`);
  expect(answers.filter((answer) => answer.state === 'committed')).toHaveLength(100);
  await campus.money.indexed(10_000);
  expect(await campus.money.todayOf(vendor)).toMatchObject({ charges: 100, gross: 300_000, net: 300_000 });
  for (const line of await campus.money.conservation()) expect(line).toMatchObject({ holds: true });
});

test('a transfer can be spent by its receiver at once', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember(20_000);
  const friend = await campus.member();
  await campus.done('transfer', { from: member.id, to: friend.id, amount: won(6_000) }, [
    accountSigns(member),
  ]);
  expect(await campus.money.submitOrder(campus.charge(vendor, terminal, friend, 6_000))).toMatchObject({
    state: 'committed',
  });
  expect(await balance(friend.id)).toBe(0);
  expect(await balance(member.id)).toBe(14_000);
});

test('a sealed day is counted by the server, and its figures are ready to be approved', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember();
  const charge = campus.charge(vendor, terminal, member, 10_000);
  await campus.money.submitOrder(charge);
  await campus.done(
    'refund',
    { vendor, terminal: terminal.id, charge: charge.order.id, amount: won(2_000) },
    [terminalSigns(terminal)],
  );
  await campus.done('sealDay', { vendor, day: 1 }, [terminalSigns(terminal)]);
  await expect
    .poll(async () => (await campus.money.settlementOf(vendor, 1))?.state, { timeout: 5_000 })
    .toBe('counted');
  expect(await campus.money.settlementOf(vendor, 1)).toMatchObject({
    charges: 1,
    refunds: 1,
    fee: 200,
    net: 7_800,
  });
  expect(await campus.money.settlementsByState(['counted'], vendor)).toHaveLength(1);
  expect(await campus.money.saleOf(vendor, charge.order.id)).toMatchObject({
    sale: { refunded: 2_000 },
    refunds: [{ amount: 2_000 }],
  });
  for (const line of await campus.money.conservation()) expect(line).toMatchObject({ holds: true });
});

test('a long list is issued and taken back in parts, and what was spent stays spent', async () => {
  const { vendor, terminal, programme } = await campus.shopAndMember();
  const members = await Promise.all(Array.from({ length: 60 }, () => campus.member()));
  await campus.issue(programme, members, 1_000);
  const [spender] = members;
  if (!spender) throw new Error('there are members');
  await campus.money.submitOrder(campus.charge(vendor, terminal, spender, 400));
  const receivers = members
    .map(({ id }) => ({ account: id, amount: won(1_000) }))
    .sort((a, b) => (a.account < b.account ? -1 : 1));
  const revoke = campus.sign('revoke', { until: campus.until, programme, receivers }, campus.both);
  const steps: number[] = [];
  const { answer, done, results } = await campus.money.submitInParts(revoke, (step) => steps.push(step.done));
  expect(answer.state).toBe('committed');
  expect({ done, steps }).toEqual({ done: 3, steps: [1, 2, 3] });
  expect(results).toHaveLength(3);
  expect(await balance(spender.id)).toBe(0);
  for (const line of await campus.money.conservation()) expect(line).toMatchObject({ holds: true });
});

test('the history of an account and the office’s search tell the same won', async () => {
  const { vendor, terminal, member, programme } = await campus.shopAndMember(9_000);
  const charge = campus.charge(vendor, terminal, member, 2_500);
  await campus.money.submitOrder(charge);
  await campus.money.indexed(10_000);
  const entries = await campus.money.entriesOf(member.id, {
    limit: 10,
    month: seoulDay(Date.now()).slice(0, 7),
  });
  expect(entries.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['charge', -2_500],
    ['issue', 9_000],
  ]);
  expect(await campus.money.entriesOf(member.id, { limit: 10, kinds: ['issue'] })).toHaveLength(1);
  expect(await campus.money.entriesOf(member.id, { limit: 10, counterparties: [vendor] })).toHaveLength(1);
  const today = seoulDay(Date.now());
  const found = await campus.money.searchTransactions({
    senders: [member.id],
    vendor,
    programme,
    from: today,
    to: today,
    least: 2_500,
    most: 2_500,
    kinds: ['charge'],
    limit: 10,
  });
  expect(found).toMatchObject([{ charge: charge.order.id, amount: -2_500 }]);
  expect(
    await campus.money.searchTransactions({ senders: [member.id], from: addDays(today, 1), limit: 10 }),
  ).toEqual([]);
  const [first] = await campus.money.searchTransactions({ programme, limit: 1 });
  const [second] = await campus.money.searchTransactions({ programme, limit: 1, before: first });
  expect([first?.kind, second?.kind]).toEqual(['charge', 'issue']);
});

test('an order that lacks its second officer goes through once the officer has signed too', async () => {
  const { member, programme } = await campus.shopAndMember(1_000);
  const receivers = [{ account: member.id, amount: won(2_000_000) }];
  const alone = campus.sign('issue', { until: campus.until, programme, receivers }, [
    officerSigns(campus.kim),
  ]);
  expect(await campus.money.submitOrder(alone)).toMatchObject({
    state: 'refused',
    code: 'SECOND_OFFICER_NEEDED',
  });
  const approval = campus.lee.hand.signOrder(campus.money.ledgerName, alone.order, 'officer', campus.lee.id);
  expect(
    await campus.money.submitOrder({ ...alone, signatures: [...alone.signatures, approval] }),
  ).toMatchObject({ state: 'committed' });
});

test('a stranger’s forged codes use up none of a member’s three amounts, and are not even noted', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember(5_000);
  const thief = person();
  const good = campus.payCode(member);
  const counter = readPayCode(good)?.counter ?? 0;
  const forged = thief.hand.payCode(campus.money.ledgerName, member.id, counter, 100_000);
  for (const amount of [10, 20, 30, 40]) {
    const charge = campus.charge(vendor, terminal, member, amount, forged);
    expect(await campus.money.submitOrder(charge)).toMatchObject({ code: 'BAD_SIGNATURE' });
  }
  const noted = db.selectFrom('pay_code_try').select('counter').where('account', '=', member.id);
  expect(await noted.execute()).toEqual([]);
  expect(await campus.money.submitOrder(campus.charge(vendor, terminal, member, 4_000, good))).toMatchObject({
    state: 'committed',
  });
});

test('the amounts that a code was tried for are known after a new start too', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember(1_000);
  const code = campus.payCode(member);
  const ask = (amount: number) =>
    campus.money.submitOrder(campus.charge(vendor, terminal, member, amount, code));
  for (const amount of [7_000, 6_000, 5_000])
    expect(await ask(amount)).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
  await campus.money.stop();
  await campus.start(db);
  expect(await ask(4_000)).toMatchObject({ code: 'TOO_MANY_TRIES' });
  expect(await ask(5_000)).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
});
