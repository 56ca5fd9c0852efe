import { addDays, newId, seoulDay, sha256Hex, utf8, won } from '@kumoh-pay/domain';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../db/index.ts';
import { accountSigns, officerSigns, openTestCampus, type TestCampus, terminalSigns } from './test-campus.ts';

let db: Database;
let campus: TestCampus;
beforeAll(async () => {
  const opened = await openTestCampus();
  ({ db, campus } = opened);
  return opened.close;
});

const conserved = async () => {
  await campus.money.indexed(2_000);
  for (const line of await campus.money.conservation()) expect(line).toMatchObject({ holds: true });
};

test('of a charge and its void exactly one commits, and both askers hear which', async () => {
  const { vendor, terminal, programme } = await campus.shopAndMember();
  const members = await Promise.all(Array.from({ length: 12 }, () => campus.member()));
  await campus.issue(programme, members, 5_000);
  let charged = 0;
  await Promise.all(
    members.map(async (member, i) => {
      const charge = campus.charge(vendor, terminal, member, 1_000);
      const stop = campus.sign('void', { type: 'charge', id: charge.order.id, vendor }, [
        terminalSigns(terminal),
      ]);
      const pair = i % 2 === 0 ? [charge, stop] : [stop, charge];
      const answers = await Promise.all(pair.map((order) => campus.money.submitOrder(order)));
      const [taken, stopped] = i % 2 === 0 ? answers : answers.toReversed();
      const outcome = taken?.state === 'committed' ? 'committed' : 'void';
      expect(taken?.state).toBe(outcome);
      expect(stopped).toMatchObject({ state: 'committed', result: { outcome } });
      if (outcome === 'committed') charged += 1;
    }),
  );
  await campus.money.indexed(2_000);
  expect((await campus.money.todayOf(vendor)).charges).toBe(charged);
  await conserved();
});

test('charges that come while a day is sealed land in one day or the other, and none is lost', async () => {
  const { vendor, terminal, programme } = await campus.shopAndMember();
  const members = await Promise.all(Array.from({ length: 60 }, () => campus.member()));
  await campus.issue(programme, members, 5_000);
  const charges = members.map((member) => campus.charge(vendor, terminal, member, 1_000));
  const seal = campus.sign('sealDay', { vendor, day: 1 }, [terminalSigns(terminal)]);
  const early = charges.slice(0, 30).map((charge) => campus.money.submitOrder(charge));
  await Promise.race(early);
  const late = [seal, ...charges.slice(30)].map((order) => campus.money.submitOrder(order));
  const answers = await Promise.all([...early, ...late]);
  expect(answers.filter(({ state }) => state !== 'committed')).toEqual([]);
  await expect
    .poll(async () => (await campus.money.settlementOf(vendor, 1))?.state, { timeout: 5_000 })
    .toBe('counted');
  // The charges of the next day are behind the counting in the index.
  await campus.money.indexed(5_000);
  const first = await campus.money.settlementOf(vendor, 1);
  const second = await campus.money.todayOf(vendor);
  expect(second.day).toBe(2);
  expect((first?.charges ?? 0) + second.charges).toBe(60);
  expect(first?.charges).toBeGreaterThan(0);
  await conserved();
});

test('an account that many pay at once is gathered by the server, and all of it can be spent', async () => {
  const { vendor, terminal, programme, member } = await campus.shopAndMember();
  const friends = await Promise.all(Array.from({ length: 40 }, () => campus.member()));
  await campus.issue(programme, friends, 1_000);
  const answers = await Promise.all(
    friends.map((friend) =>
      campus.money.submitOrder(
        campus.sign('transfer', { from: friend.id, to: member.id, amount: won(1_000) }, [
          accountSigns(friend),
        ]),
      ),
    ),
  );
  expect(answers.filter(({ state }) => state !== 'committed')).toEqual([]);
  await expect
    .poll(
      async () =>
        (await db.selectFrom('waiting_note').select('note').where('account', '=', member.id).execute())
          .length,
      { timeout: 5_000 },
    )
    .toBeLessThanOrEqual(32);
  expect(await campus.money.submitOrder(campus.charge(vendor, terminal, member, 90_000))).toMatchObject({
    state: 'committed',
  });
  await conserved();
});

test('a member pays what the counter asks, with the counter’s own request', async () => {
  const { vendor, terminal, member } = await campus.shopAndMember();
  const charge = newId();
  const expiresSeconds = Math.floor(campus.now / 1_000) + 120;
  const request = terminal.hand.requestCode(campus.money.ledgerName, {
    charge,
    terminal: terminal.id,
    amount: 12_000,
    expiresSeconds,
  });
  const pay = campus.sign('pay', { account: member.id, request }, [accountSigns(member)]);
  const order = { ...pay.order, id: charge };
  const signed = {
    order,
    signatures: [member.hand.signOrder(campus.money.ledgerName, order, 'account', member.id)],
  };
  expect(await campus.money.submitOrder(signed)).toMatchObject({
    state: 'committed',
    result: { charge, vendor, amount: 12_000 },
  });
  await campus.money.indexed(10_000);
  expect(await campus.money.saleOf(vendor, charge)).toMatchObject({ sale: { amount: 12_000 } });
});

test('a closed account is swept, and what is over expires, without anyone asking', async () => {
  const lastDay = addDays(seoulDay(campus.now), 1);
  const programme = await campus.programme(lastDay);
  const [leaving, staying] = [await campus.member(), await campus.member()];
  await campus.issue(programme, [leaving, staying], 3_000);
  const [record] = await campus.money.read({ records: [['account', leaving.id]] });
  const shown = await sha256Hex(utf8(record ?? ''));
  await campus.done('closeAccount', { account: leaving.id, until: campus.until, shown }, [
    officerSigns(campus.kim),
    officerSigns(campus.lee),
  ]);
  const supply = async () => (await campus.money.conservation()).find((line) => line.programme === programme);
  await expect.poll(supply, { timeout: 5_000 }).toMatchObject({ held: 3_000, revoked: 3_000, holds: true });

  await campus.money.stop();
  campus.aheadMs = 4 * 86_400_000;
  await campus.start(db);
  await expect.poll(supply, { timeout: 5_000 }).toMatchObject({ held: 0, expired: 3_000, holds: true });
  const [entry] = await campus.money.entriesOf(staying.id, { limit: 1 });
  expect(entry).toMatchObject({ kind: 'expire', amount: -3_000 });
  await conserved();
});

test('a rush of more orders than the database takes at once loses none, and the sums hold while it lasts', async () => {
  const { vendor, terminal, programme } = await campus.shopAndMember();
  const members = await Promise.all(Array.from({ length: 700 }, () => campus.member()));
  await campus.issue(programme, members, 1_000);
  const charges = members.map((member) => campus.charge(vendor, terminal, member, 100));
  const rush = Promise.all(charges.map((charge) => campus.money.submitOrder(charge)));
  const during = await campus.money.conservation();
  expect(during.filter(({ holds }) => !holds)).toEqual([]);
  const answers = await rush;
  expect(answers.filter(({ state }) => state !== 'committed')).toEqual([]);
  await campus.money.indexed(10_000);
  expect(await campus.money.todayOf(vendor)).toMatchObject({ charges: 700, gross: 70_000 });
  await conserved();
});
