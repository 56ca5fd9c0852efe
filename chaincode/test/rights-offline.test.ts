import { dayMs, hourMs, minuteMs, newId, type SignedOrder, won } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { Campus, officerSigns, type PairedTerminal, terminalSigns } from './campus.ts';
import { Hand } from './hand.ts';
import { agoMs, fate, openShop } from './offline-shop.ts';
import { confirmedSigns } from './steps.ts';

/** Charges that a terminal took without a connection. Every refusal stands beside the same charge with just that flaw mended. */

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
