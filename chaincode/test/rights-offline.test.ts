import { dayMs, hourMs, minuteMs, newId, type SignedOrder, won } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import {
  accountSigns,
  Campus,
  officerSigns,
  type PairedTerminal,
  type Person,
  terminalSigns,
} from './campus.ts';
import { Hand } from './hand.ts';
import { shop } from './shop.ts';
import { confirmedSigns } from './steps.ts';

/** Charges that a terminal took without a connection. Every refusal stands beside the same charge with just that flaw mended. */

const agoMs = hourMs;

/** A shop that has been open for two hours, so that the keys of now were in force an hour ago. */
async function openShop(amount = 50_000) {
  const all = await shop(amount);
  all.campus.pass(2 * hourMs);
  return all;
}

/** What the charge ended in: `paid`, the reason it bounced for, or the refusal. */
async function fate(campus: Campus, order: SignedOrder): Promise<string> {
  const [result] = await campus.carry(order);
  if (!result?.ok) return result?.code ?? '';
  const answer = result.result as { bounced?: string };
  return answer.bounced === undefined ? 'paid' : `bounced ${answer.bounced}`;
}

const present = (campus: Campus, terminal: PairedTerminal, payer: Person, charge: string): SignedOrder =>
  campus.sign(
    'presentCharge',
    { vendor: terminal.vendor, terminal: terminal.id, charge, account: payer.id },
    [terminalSigns(terminal)],
    { hints: campus.hints(payer) },
  );

test('a charge taken offline an hour ago is paid late: in the present day, marked with the terminal’s time', async () => {
  const { campus, terminal, soo } = await openShop();
  await campus.done('sealDay', { vendor: terminal.vendor, day: 1 }, [terminalSigns(terminal)]);
  const order = campus.offlineCharge(terminal, soo, 7_000);
  expect(await fate(campus, order)).toBe('paid');
  expect(campus.record('charge', terminal.vendor, order.order.id)).toMatchObject({
    state: 'paid',
    day: 2,
    at: campus.now,
    takenAt: campus.now - agoMs,
  });
  expect(await campus.outcome(order)).toBe('repeat');
  expect(campus.record('offline', terminal.id, campus.today)).toEqual({ sum: 7_000 });
  expect(campus.record('purse', soo.id)?.offline).toEqual([{ day: campus.today, sum: 7_000 }]);
});

test('the same order without “offline” is judged as online: it is far too late', async () => {
  const { campus, terminal, soo } = await openShop();
  const late = campus.offlineCharge(terminal, soo, 7_000);
  if (late.order.type !== 'charge') throw new Error('no charge');
  const { offline: _, ...body } = late.order.body;
  expect(await campus.outcome(campus.sign('charge', body, [terminalSigns(terminal)]))).toBe('CLOCK_WRONG');
  const now = campus.offlineCharge(terminal, soo, 25_000, { agoMs: 0 });
  if (now.order.type !== 'charge') throw new Error('no charge');
  const { offline: trust, ...online } = now.order.body;
  const hints = campus.hints(soo);
  expect(
    await campus.outcome(
      campus.sign('charge', { ...online, offline: trust }, [terminalSigns(terminal)], { hints }),
    ),
  ).toBe('OFFLINE_CAP');
  expect(
    await campus.outcome(campus.sign('charge', online, [terminalSigns(terminal)], { hints })),
    'a code of kind 4 that is taken online pays up to its own cap',
  ).toBe('done');
});

test('a code of kind 1 is never taken offline', async () => {
  const { campus, terminal, soo } = await openShop();
  const good = campus.offlineCharge(terminal, soo, 7_000);
  if (good.order.type !== 'charge') throw new Error('no charge');
  const code = soo.hand.payCode(campus.ledger.name, soo.id, good.order.at, 30_000);
  const body = { ...good.order.body, code };
  const forged = terminal.hand.signOrder(
    campus.ledger.name,
    { ...good.order, body } as typeof good.order,
    'terminal',
    terminal.id,
  );
  const order = { ...good, order: { ...good.order, body }, signatures: [forged] } as SignedOrder;
  expect(await fate(campus, order)).toBe('BAD_ORDER');
  expect(await fate(campus, good)).toBe('paid');
});

test('a charge is sent within 24 hours, and not from the future', async () => {
  const { campus, terminal, soo } = await openShop();
  campus.pass(2 * dayMs);
  const taken = (ago: number): SignedOrder => campus.offlineCharge(terminal, soo, 1_000, { agoMs: ago });
  expect(await fate(campus, taken(dayMs + 1))).toBe('STALE_ORDER');
  expect(await fate(campus, taken(-2 * minuteMs - 1))).toBe('STALE_ORDER');
  expect(await fate(campus, taken(dayMs))).toBe('paid');
  expect(await fate(campus, taken(-2 * minuteMs))).toBe('paid');
});

test('the terminal’s time must lie in the code’s life', async () => {
  const { campus, terminal, soo } = await openShop();
  const at = campus.now - agoMs;
  const charge = (counter: number): SignedOrder => campus.offlineCharge(terminal, soo, 1_000, { counter });
  expect(await fate(campus, charge(at - 75_001))).toBe('CODE_EXPIRED');
  expect(await fate(campus, charge(at + 30_001))).toBe('CLOCK_WRONG');
  expect(await fate(campus, charge(at - 11 * minuteMs))).toBe('CLOCK_WRONG');
  expect(await fate(campus, charge(at - 75_000))).toBe('paid');
  expect(await fate(campus, charge(at + 30_000))).toBe('paid');
});

test('the certificate is the enroller’s, for this account and key, not ended, of at most seven days', async () => {
  const { campus, terminal, soo } = await openShop();
  const min = await campus.member();
  const at = campus.now - agoMs;
  const seconds = (ms: number): number => Math.floor((at + ms) / 1_000);
  const withCertificate = (more: Parameters<Campus['certificate']>[1]): SignedOrder =>
    campus.offlineCharge(terminal, soo, 1_000, { certificate: campus.certificate(soo, more) });
  expect(await fate(campus, withCertificate({ by: new Hand() })), 'forged').toBe('BAD_SIGNATURE');
  expect(await fate(campus, withCertificate({ by: campus.kim.hand })), 'by an officer').toBe('BAD_SIGNATURE');
  expect(await fate(campus, withCertificate({ account: min.id })), 'another account’s').toBe('BAD_SIGNATURE');
  expect(await fate(campus, withCertificate({ key: min.hand.publicKey })), 'another key’s').toBe(
    'BAD_SIGNATURE',
  );
  expect(await fate(campus, withCertificate({ notAfterSeconds: seconds(-1_000) }))).toBe('CODE_EXPIRED');
  expect(await fate(campus, withCertificate({ notAfterSeconds: seconds(8 * dayMs) }))).toBe('BAD_ORDER');
  const byOfficer = campus.offlineCharge(terminal, soo, 1_000, { enroller: campus.kim.id });
  expect(await fate(campus, byOfficer), 'an officer who is no enroller').toBe('NOT_AUTHORISED');
  expect(await fate(campus, withCertificate({ notAfterSeconds: seconds(7 * dayMs) }))).toBe('paid');
});

test('a forged code, another’s code and a code for another ledger are refused', async () => {
  const { campus, terminal, soo } = await openShop();
  const min = await campus.member();
  const by = (hand: Hand): SignedOrder => campus.offlineCharge(terminal, soo, 1_000, { hand });
  expect(await fate(campus, by(new Hand()))).toBe('BAD_SIGNATURE');
  expect(await fate(campus, by(min.hand))).toBe('BAD_SIGNATURE');
  expect(await fate(campus, by(soo.hand))).toBe('paid');
});

test('no offline charge is above the certificate’s cap, the policy’s, or the code’s', async () => {
  const { campus, terminal, soo } = await openShop();
  const charge = (amount: number, more: { cap?: number; of?: number } = {}): SignedOrder =>
    campus.offlineCharge(terminal, soo, amount, {
      ...(more.cap === undefined ? {} : { cap: more.cap }),
      certificate: campus.certificate(soo, { cap: more.of ?? 50_000 }),
    });
  expect(await fate(campus, charge(5_001, { of: 5_000 }))).toBe('OFFLINE_CAP');
  expect(await fate(campus, charge(10_001))).toBe('OFFLINE_CAP');
  expect(await fate(campus, charge(4_001, { cap: 4_000 }))).toBe('CODE_CAP');
  expect(await fate(campus, charge(10_000))).toBe('paid');
});

test('an account pays 20,000 won offline a day, at whichever counters and in whichever order they are sent', async () => {
  const { campus, terminal, soo } = await openShop();
  const other = await campus.terminal(await campus.vendor());
  const charge = (at: PairedTerminal, amount: number, ago: number): SignedOrder =>
    campus.offlineCharge(at, soo, amount, { agoMs: ago });
  expect(await fate(campus, charge(terminal, 10_000, 5 * minuteMs))).toBe('paid');
  expect(await fate(campus, charge(other, 9_000, 20 * minuteMs)), 'the earlier one later').toBe('paid');
  expect(await fate(campus, charge(other, 1_001, 10 * minuteMs))).toBe('OFFLINE_CAP');
  expect(await fate(campus, charge(other, 1_000, 10 * minuteMs))).toBe('paid');
});

test('sums are by the day on which it was taken: yesterday’s charge does not free today’s cap', async () => {
  const { campus, terminal, soo } = await openShop();
  campus.pass(20 * hourMs);
  const charge = (amount: number, ago: number): SignedOrder =>
    campus.offlineCharge(terminal, soo, amount, { agoMs: ago });
  const [today, yesterday] = [minuteMs, 12 * hourMs];
  expect(await fate(campus, charge(10_000, today))).toBe('paid');
  expect(await fate(campus, charge(10_000, today + minuteMs))).toBe('paid');
  expect(await fate(campus, charge(10_000, yesterday))).toBe('paid');
  expect(await fate(campus, charge(1, today + 2 * minuteMs))).toBe('OFFLINE_CAP');
  expect(await fate(campus, charge(10_000, yesterday + minuteMs))).toBe('paid');
  expect(await fate(campus, charge(1, yesterday + 2 * minuteMs))).toBe('OFFLINE_CAP');
});

test('a terminal takes no more offline a day than the policy says', async () => {
  const campus = await Campus.open({ offlineDayCap: won(12_000) });
  const [vendor, soo, min] = [await campus.vendor(), await campus.member(), await campus.member()];
  const [one, two] = [await campus.terminal(vendor), await campus.terminal(vendor)];
  await campus.issue(await campus.programme(), 50_000, soo, min);
  campus.pass(2 * hourMs);
  expect(await fate(campus, campus.offlineCharge(one, soo, 10_000))).toBe('paid');
  expect(await fate(campus, campus.offlineCharge(one, min, 2_001))).toBe('OFFLINE_CAP');
  expect(await fate(campus, campus.offlineCharge(one, min, 2_000))).toBe('paid');
  expect(await fate(campus, campus.offlineCharge(two, min, 2_001, { agoMs: 2 * minuteMs }))).toBe('paid');
});

test('a counter need not be the highest, but one that was used bounces and is never paid', async () => {
  const { campus, terminal, soo } = await openShop();
  const other = await campus.terminal(await campus.vendor());
  const counter = campus.now - agoMs;
  const first = campus.offlineCharge(terminal, soo, 2_000, { counter });
  const copy = campus.offlineCharge(other, soo, 2_000, { counter });
  expect(await campus.outcome(campus.charge(terminal, soo, 1_000))).toBe('done');
  expect(await fate(campus, first), 'below the highest').toBe('paid');
  expect(await fate(campus, copy), 'the same code at another counter').toBe('bounced CODE_USED');
  const purse = campus.record('purse', soo.id);
  expect(await campus.outcome(present(campus, other, soo, copy.order.id))).toBe('CODE_USED');
  expect(campus.record('purse', soo.id)).toEqual(purse);
  expect(purse?.offline, 'a code that can never pay uses up no sum').toEqual([
    { day: campus.today, sum: 2_000 },
  ]);
  expect(await fate(campus, campus.offlineCharge(other, soo, 2_000, { counter: counter + 1 }))).toBe('paid');
});

test('a code that was spent online meanwhile bounces, and an offline counter cannot be spent online afterwards', async () => {
  const { campus, terminal, soo } = await openShop();
  const counter = campus.now;
  expect(await campus.outcome(campus.charge(terminal, soo, 1_000, { counter }))).toBe('done');
  const late = campus.offlineCharge(terminal, soo, 1_000, { agoMs: 0, counter });
  expect(await fate(campus, late)).toBe('bounced CODE_USED');
  const next = counter + 1_000;
  expect(await fate(campus, campus.offlineCharge(terminal, soo, 1_000, { agoMs: 0, counter: next }))).toBe(
    'paid',
  );
  expect(await campus.outcome(campus.charge(terminal, soo, 1_000, { counter: next }))).toBe('CODE_USED');
  expect(await campus.outcome(campus.charge(terminal, soo, 1_000, { counter: next + 1 }))).toBe('done');
});

test('a shortfall bounces with its evidence: no won moves, no note is folded, the counter is used up, and it is paid when there is enough', async () => {
  const { campus, terminal, soo } = await openShop(3_000);
  const order = campus.offlineCharge(terminal, soo, 5_000);
  const journal = campus.journal().length;
  expect(await fate(campus, order)).toBe('bounced INSUFFICIENT_FUNDS');
  expect(campus.hints(soo)).toHaveLength(1);
  expect(campus.journal().slice(journal)).toMatchObject([{ type: 'charge', postings: [] }]);
  if (order.order.type !== 'charge') throw new Error('no charge');
  expect(campus.record('charge', terminal.vendor, order.order.id)).toMatchObject({
    state: 'bounced',
    code: order.order.body.code,
    reason: 'INSUFFICIENT_FUNDS',
  });
  expect(await fate(campus, campus.offlineCharge(terminal, soo, 3_000)), 'the same code again').toBe(
    'bounced CODE_USED',
  );
  const again = (): SignedOrder => present(campus, terminal, soo, order.order.id);
  expect(await campus.outcome(again())).toBe('INSUFFICIENT_FUNDS');
  await campus.issue(await campus.programme(), 2_000, soo);
  const paid = again();
  expect(await campus.outcome(paid)).toBe('done');
  expect(await campus.outcome(paid)).toBe('repeat');
  expect(await campus.outcome(again()), 'paid is paid').toBe('UNKNOWN_CHARGE');
  expect(await fate(campus, order), 'its repeat still gets its first result').toBe(
    'bounced INSUFFICIENT_FUNDS',
  );
  expect(await campus.outcome(order)).toBe('repeat');
  expect(campus.record('purse', soo.id)?.lots).toEqual([]);
});

test('a suspended or closed account bounces; after resuming it is paid, a closed one never', async () => {
  const { campus, terminal, soo } = await openShop();
  await campus.done('suspendAccount', { account: soo.id }, [accountSigns(soo)]);
  const order = campus.offlineCharge(terminal, soo, 2_000);
  expect(await fate(campus, order)).toBe('bounced ACCOUNT_SUSPENDED');
  expect(await campus.outcome(present(campus, terminal, soo, order.order.id))).toBe('ACCOUNT_SUSPENDED');
  await campus.done('resumeAccount', { account: soo.id }, [accountSigns(soo)]);
  expect(await campus.outcome(present(campus, terminal, soo, order.order.id))).toBe('done');
  const body = { until: campus.until, account: soo.id, shown: campus.shown('account', soo.id) };
  await campus.done('closeAccount', body, campus.both);
  const later = campus.offlineCharge(terminal, soo, 2_000, { agoMs: 30 * minuteMs });
  expect(await fate(campus, later)).toBe('bounced ACCOUNT_CLOSED');
  expect(await campus.outcome(present(campus, terminal, soo, later.order.id))).toBe('ACCOUNT_CLOSED');
});

test('a bounced charge is presented by its own vendor, for its own account, within the refund days', async () => {
  const { campus, terminal, soo } = await openShop(1_000);
  const [other, min] = [await campus.terminal(await campus.vendor()), await campus.member()];
  const order = campus.offlineCharge(terminal, soo, 5_000);
  expect(await fate(campus, order)).toBe('bounced INSUFFICIENT_FUNDS');
  await campus.issue(await campus.programme(), 9_000, soo, min);
  const id = order.order.id;
  expect(await campus.outcome(present(campus, other, soo, id))).toBe('UNKNOWN_CHARGE');
  expect(await campus.outcome(present(campus, { ...other, vendor: terminal.vendor }, soo, id))).toBe(
    'WRONG_VENDOR',
  );
  expect(await campus.outcome(present(campus, terminal, min, id))).toBe('BAD_ORDER');
  campus.pass(8 * dayMs);
  expect(await campus.outcome(present(campus, terminal, soo, id))).toBe('PRESENTED_TOO_LATE');
  campus.pass(-dayMs);
  const second = await campus.terminal(terminal.vendor);
  expect(await campus.outcome(present(campus, second, soo, id)), 'by any terminal of the vendor').toBe(
    'done',
  );
});

test('a bounced charge is neither refunded nor voided; once paid it is refunded as any', async () => {
  const { campus, terminal, soo } = await openShop(1_000);
  const order = campus.offlineCharge(terminal, soo, 5_000);
  const id = order.order.id;
  expect(await fate(campus, order)).toBe('bounced INSUFFICIENT_FUNDS');
  const refund = (): SignedOrder =>
    campus.sign(
      'refund',
      { vendor: terminal.vendor, terminal: terminal.id, charge: id, amount: won(1_000) },
      [terminalSigns(terminal)],
    );
  expect(await campus.outcome(refund())).toBe('CHARGE_BOUNCED');
  const [told] = await campus.carry(
    campus.sign('void', { type: 'charge', id, vendor: terminal.vendor }, [terminalSigns(terminal)]),
  );
  expect(told, 'the void is too late and hears what happened').toMatchObject({
    ok: true,
    repeat: true,
    result: { outcome: 'committed', result: { bounced: 'INSUFFICIENT_FUNDS' } },
  });
  await campus.issue(await campus.programme(), 9_000, soo);
  expect(await campus.outcome(present(campus, terminal, soo, id))).toBe('done');
  expect(await campus.outcome(refund())).toBe('done');
});

test('an offline charge that was voided before it came is never done', async () => {
  const { campus, terminal, soo } = await openShop();
  const order = campus.offlineCharge(terminal, soo, 5_000);
  const body = { type: 'charge' as const, id: order.order.id, vendor: terminal.vendor };
  await campus.done('void', body, [terminalSigns(terminal)]);
  expect(await fate(campus, order)).toBe('ORDER_VOID');
  expect(await fate(campus, campus.offlineCharge(terminal, soo, 5_000))).toBe('paid');
});

test('the key in force then judges: a charge of before the key was replaced is paid, one by the old key after it is not', async () => {
  const { campus, terminal, soo } = await openShop();
  const [old, next] = [soo.hand, new Hand()];
  await campus.done('replaceKey', { account: soo.id, key: next.publicKey }, [
    officerSigns(campus.enroller),
    confirmedSigns(soo),
  ]);
  const replacedAt = campus.now;
  campus.pass(30 * minuteMs);
  const certificate = campus.certificate(soo, { key: old.publicKey });
  const byOld = (at: number): SignedOrder =>
    campus.offlineCharge(terminal, soo, 1_000, { agoMs: campus.now - at, hand: old, certificate });
  expect(await fate(campus, byOld(replacedAt))).toBe('BAD_SIGNATURE');
  expect(await fate(campus, byOld(replacedAt - 1))).toBe('paid');
  const fresh = { hand: next, certificate: campus.certificate(soo, { key: next.publicKey }) };
  const byNew = (at: number): SignedOrder =>
    campus.offlineCharge(terminal, soo, 1_000, { agoMs: campus.now - at, ...fresh });
  expect(await fate(campus, byNew(replacedAt - 2))).toBe('BAD_SIGNATURE');
  expect(await fate(campus, byNew(replacedAt))).toBe('paid');
});

test('the lots alive then pay: a programme that ended at midnight still pays for yesterday', async () => {
  const campus = await Campus.open();
  const [terminal, soo] = [await campus.terminal(await campus.vendor()), await campus.member()];
  await campus.issue(await campus.programme({ lastDay: '2026-11-22' }), 9_000, soo);
  campus.pass(13 * hourMs);
  expect(campus.today).toBe('2026-11-23');
  expect(await fate(campus, campus.offlineCharge(terminal, soo, 1_000, { agoMs: 30 * minuteMs }))).toBe(
    'bounced INSUFFICIENT_FUNDS',
  );
  expect(await fate(campus, campus.offlineCharge(terminal, soo, 1_000, { agoMs: 2 * hourMs }))).toBe('paid');
});

test('a programme that is not taken here bounces here and pays there', async () => {
  const campus = await Campus.open();
  const [here, there, soo] = [
    await campus.terminal(await campus.vendor()),
    await campus.terminal(await campus.vendor()),
    await campus.member(),
  ];
  await campus.issue(await campus.programme({ vendors: [here.vendor] }), 9_000, soo);
  campus.pass(2 * hourMs);
  expect(await fate(campus, campus.offlineCharge(there, soo, 1_000))).toBe('bounced NOT_TAKEN_HERE');
  expect(await fate(campus, campus.offlineCharge(here, soo, 1_000, { agoMs: 50 * minuteMs }))).toBe('paid');
});

test('a limited key pays offline within the limited cap, also late, also after the holder has taken the key back and proven it', async () => {
  const { campus, terminal, soo } = await openShop();
  const thief = new Hand();
  await campus.done('replaceKey', { account: soo.id, key: thief.publicKey }, [officerSigns(campus.enroller)]);
  campus.pass(hourMs);
  const certificate = campus.certificate(soo, { key: thief.publicKey });
  const byThief = (amount: number, ago: number): SignedOrder =>
    campus.offlineCharge(terminal, soo, amount, { agoMs: ago, hand: thief, certificate });
  expect(await fate(campus, byThief(6_000, 30 * minuteMs))).toBe('paid');
  await campus.done('keepKey', { account: soo.id }, [confirmedSigns(soo)]);
  await campus.done('confirmKey', { account: soo.id, key: soo.hand.publicKey }, [confirmedSigns(soo)]);
  expect(await fate(campus, byThief(4_001, 20 * minuteMs))).toBe('LIMITED_CAP');
  expect(await fate(campus, byThief(4_000, 10 * minuteMs))).toBe('paid');
  expect(await fate(campus, byThief(1, 9 * minuteMs))).toBe('LIMITED_CAP');
  campus.pass(hourMs);
  const own = campus.offlineCharge(terminal, soo, 9_000, { agoMs: minuteMs });
  expect(await fate(campus, own), 'the holder’s own key has no such cap').toBe('paid');
});

test('a retired terminal, a closed vendor and another vendor’s terminal send nothing', async () => {
  const { campus, terminal, soo } = await openShop();
  const other = await campus.terminal(await campus.vendor());
  const posing = campus.offlineCharge({ ...terminal, vendor: other.vendor }, soo, 1_000);
  expect(await fate(campus, posing)).toBe('WRONG_VENDOR');
  const close = (active: boolean) =>
    campus.done(
      'changeVendor',
      {
        until: campus.until,
        shown: campus.shown('vendor', terminal.vendor),
        vendor: terminal.vendor,
        active,
      },
      [officerSigns(campus.kim)],
    );
  await close(false);
  const order = campus.offlineCharge(terminal, soo, 1_000);
  expect(await fate(campus, order)).toBe('VENDOR_CLOSED');
  await close(true);
  expect(await fate(campus, order)).toBe('paid');
  await campus.done('retireTerminal', { terminal: terminal.id }, [terminalSigns(terminal)]);
  const late = campus.offlineCharge(terminal, soo, 1_000, { id: newId(), agoMs: 30 * minuteMs });
  expect(await fate(campus, late)).toBe('TERMINAL_RETIRED');
});
