import { dayMs, hourMs, minuteMs, type SignedOrder, won } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { accountSigns, Campus, terminalSigns } from './campus.ts';
import { agoMs, fate, openShop, present } from './offline-shop.ts';

/** What a terminal could not see bounces: no won moves, and it is paid later or never. */

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
