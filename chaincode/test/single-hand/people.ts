import { newId, type OrderOf, type SignedOrder, won } from '@kumoh-pay/domain';
import { type Campus, officerSigns, type PairedTerminal, terminalSigns } from '../campus.ts';
import { digestOf, type Hand, type Signing } from '../hand.ts';
import { appointed, approved, counted, figures, freshKey, prepared } from '../steps.ts';
import { type Attempt, altered, posingAs, refund, shopAt } from './attempt.ts';

/** One officer alone. */
export const byOneOfficer: Attempt[] = [
  {
    name: 'vouchers above the solo cap',
    async try(campus) {
      const { soo } = await shopAt(campus);
      const programme = await campus.programme({ budget: won(10_000_000) });
      const issuer = await appointed(campus, ['issuer']);
      const issue = (amount: number): SignedOrder => {
        const receivers = [{ account: soo.id, amount: won(amount) }];
        const body = { until: campus.until, programme, receivers };
        return campus.sign('issue', body, [officerSigns(issuer)], { part: 0 });
      };
      return { bad: issue(1_000_001), ends: 'SECOND_OFFICER_NEEDED', twin: () => issue(1_000_000) };
    },
  },
  {
    name: 'vouchers beyond the budget, with a second officer',
    async try(campus) {
      const { soo } = await shopAt(campus);
      const programme = await campus.programme({ budget: won(5_000) });
      const issue = (amount: number): SignedOrder => {
        const receivers = [{ account: soo.id, amount: won(amount) }];
        return campus.sign('issue', { until: campus.until, programme, receivers }, campus.both, { part: 0 });
      };
      return { bad: issue(5_001), ends: 'BUDGET_EXCEEDED', twin: () => issue(5_000) };
    },
  },
  {
    name: 'signing twice',
    async try(campus) {
      const officer = { id: newId(), key: freshKey(), recoveryKey: freshKey(), roles: ['auditor' as const] };
      const body = { until: campus.until, officer };
      const alone = campus.sign('appointOfficer', body, [officerSigns(campus.kim)]);
      const bad = { ...alone, signatures: [...alone.signatures, ...alone.signatures] };
      return { bad, ends: 'BAD_ORDER', twin: () => campus.sign('appointOfficer', body, campus.both) };
    },
  },
  {
    name: 'a colleague’s signature forged',
    async try(campus) {
      const limits = campus.record('policy')?.limits;
      if (!limits) throw new Error('no policy');
      const body = { until: campus.until, shown: campus.shown('policy'), limits };
      const forged = [officerSigns(campus.kim), posingAs(officerSigns(campus.lee), campus.kim.hand)];
      const bad = campus.sign('setPolicy', body, forged);
      return { bad, ends: 'BAD_SIGNATURE', twin: () => campus.sign('setPolicy', body, campus.both) };
    },
  },
  {
    name: 'a payee changed alone',
    async try(campus) {
      const vendor = await campus.vendor();
      const body: OrderOf<'changeVendor'>['body'] = {
        until: campus.until,
        shown: campus.shown('vendor', vendor),
        vendor,
        payee: digestOf('mine'),
      };
      const bad = campus.sign('changeVendor', body, [officerSigns(campus.kim)]);
      return {
        bad,
        ends: 'SECOND_OFFICER_NEEDED',
        twin: () => campus.sign('changeVendor', body, campus.both),
      };
    },
  },
  {
    name: 'a settlement approved for other figures than it has',
    async try(campus) {
      const vendor = await counted(campus);
      const approve = (shown: string): SignedOrder =>
        campus.sign('approveSettlement', { until: campus.until, vendor, day: 1, shown }, [
          officerSigns(campus.kim),
        ]);
      const shown = figures(campus, vendor);
      return { bad: approve(digestOf('more')), ends: 'FIGURES_CHANGED', twin: () => approve(shown) };
    },
  },
  {
    name: 'a payee changed between approval and payout',
    async try(campus) {
      const vendor = await approved(campus);
      const prepare = (): SignedOrder => {
        const settlements = [{ vendor, day: 1, shown: figures(campus, vendor) }];
        const body = { until: campus.until, fileHash: digestOf('file'), settlements };
        return campus.sign('preparePayout', body, [officerSigns(campus.lee)]);
      };
      const change = (payee: string) =>
        campus.done(
          'changeVendor',
          { until: campus.until, shown: campus.shown('vendor', vendor), vendor, payee },
          campus.both,
        );
      const before = campus.record('vendor', vendor)?.payee ?? '';
      await change(digestOf('other'));
      const bad = prepare();
      return {
        bad,
        ends: 'FIGURES_CHANGED',
        twin: async () => {
          await change(before);
          return prepare();
        },
      };
    },
  },
  {
    name: 'the bank file exchanged after an approver signed it',
    async try(campus) {
      const vendor = await approved(campus);
      const settlements = [{ vendor, day: 1, shown: figures(campus, vendor) }];
      const body = { until: campus.until, fileHash: digestOf('honest'), settlements };
      const honest = campus.sign('preparePayout', body, [officerSigns(campus.lee)]);
      return {
        bad: altered(honest, { body: { fileHash: digestOf('mine') } }),
        ends: 'BAD_SIGNATURE',
        twin: () => honest,
      };
    },
  },
  ...(['kim', 'lee'] as const).map(
    (who): Attempt => ({
      name: who === 'kim' ? 'recording a payout that one approved' : 'recording a payout that one prepared',
      async try(campus) {
        const third = await appointed(campus, ['approver']);
        const batch = await prepared(campus);
        const record = (signer: Signing): SignedOrder =>
          campus.sign(
            'recordPayout',
            { until: campus.until, batch, shown: campus.shown('payout', batch), returned: [] },
            [signer],
          );
        const bad = record(officerSigns(campus[who]));
        return { bad, ends: 'SECOND_OFFICER_NEEDED', twin: () => record(officerSigns(third)) };
      },
    }),
  ),
];

/** One terminal, and a vendor who makes common cause with a member. */
export const byOneCounter: Attempt[] = [
  {
    name: 'one code in a second order',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      await campus.carry(campus.charge(terminal, soo, 1_000));
      const bad = campus.charge(terminal, soo, 1_000, { id: newId() });
      const counter = campus.now + 1;
      return { bad, ends: 'CODE_USED', twin: () => campus.charge(terminal, soo, 1_000, { counter }) };
    },
  },
  {
    name: 'more than the member’s code allows',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const bad = campus.charge(terminal, soo, 3_001, { cap: 3_000 });
      return { bad, ends: 'CODE_CAP', twin: () => campus.charge(terminal, soo, 3_000, { cap: 3_000 }) };
    },
  },
  {
    name: 'a charge for another vendor',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const other = await campus.vendor();
      const bad = campus.charge({ ...terminal, vendor: other }, soo, 1_000);
      return { bad, ends: 'WRONG_VENDOR', twin: () => campus.charge(terminal, soo, 1_000) };
    },
  },
  {
    name: 'a refund of more than was paid, in two pieces',
    async try(campus) {
      const { terminal, charge } = await sold(campus, 5_000);
      await campus.carry(refund(campus, terminal, charge, 3_000));
      const bad = refund(campus, terminal, charge, 2_001);
      return { bad, ends: 'REFUND_EXCEEDS_CHARGE', twin: () => refund(campus, terminal, charge, 2_000) };
    },
  },
  {
    name: 'a refund of another vendor’s charge',
    async try(campus) {
      const { terminal, charge } = await sold(campus, 5_000);
      const other = await campus.terminal(await campus.vendor());
      const bad = refund(campus, other, charge, 1_000);
      return { bad, ends: 'UNKNOWN_CHARGE', twin: () => refund(campus, terminal, charge, 1_000) };
    },
  },
  {
    name: 'refunds to a friend after the day is sealed',
    async try(campus) {
      const { terminal, charge } = await sold(campus, 5_000);
      const honest = refund(campus, terminal, charge, 1_000);
      await campus.done('sealDay', { vendor: terminal.vendor, day: 1 }, [terminalSigns(terminal)]);
      const body = { ...(honest.order.body as OrderOf<'refund'>['body']), until: campus.until };
      const signers = [terminalSigns(terminal), officerSigns(campus.kim)];
      return { bad: honest, ends: 'SECOND_OFFICER_NEEDED', twin: () => campus.sign('refund', body, signers) };
    },
  },
  {
    name: 'one offline code at two counters',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const other = await campus.terminal(await campus.vendor());
      const counter = campus.now;
      await campus.carry(campus.offlineCharge(terminal, soo, 2_000, { agoMs: 0, counter }));
      const bad = campus.offlineCharge(other, soo, 2_000, { agoMs: 0, counter });
      const next = { agoMs: 0, counter: counter + 1 };
      return { bad, ends: 'bounced', twin: () => campus.offlineCharge(other, soo, 2_000, next) };
    },
  },
  {
    name: 'an online code claimed as offline',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const online = campus.charge(terminal, soo, 2_000);
      const body = {
        ...(online.order.body as OrderOf<'charge'>['body']),
        offline: { enroller: campus.enroller.id },
      };
      const bad = campus.sign('charge', body, [terminalSigns(terminal)], { hints: campus.hints(soo) });
      return { bad, ends: 'BAD_ORDER', twin: () => online };
    },
  },
  {
    name: 'a wallet certificate by the terminal itself',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const take = (by: Hand): SignedOrder =>
        campus.offlineCharge(terminal, soo, 2_000, {
          agoMs: 0,
          certificate: campus.certificate(soo, { by }),
        });
      return { bad: take(terminal.hand), ends: 'BAD_SIGNATURE', twin: () => take(campus.enroller.hand) };
    },
  },
  {
    name: 'more offline than the cap',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const certificate = campus.certificate(soo, { cap: 90_000 });
      const take = (amount: number): SignedOrder =>
        campus.offlineCharge(terminal, soo, amount, { agoMs: 0, certificate });
      return { bad: take(10_001), ends: 'OFFLINE_CAP', twin: () => take(10_000) };
    },
  },
  {
    name: 'an offline time set back by more than a day',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const bad = campus.offlineCharge(terminal, soo, 2_000, { agoMs: 86_400_001 });
      return {
        bad,
        ends: 'STALE_ORDER',
        twin: () => campus.offlineCharge(terminal, soo, 2_000, { agoMs: 0 }),
      };
    },
  },
  {
    name: 'an offline time before the member had this key',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const bad = campus.offlineCharge(terminal, soo, 2_000, { agoMs: 3_600_000 });
      return {
        bad,
        ends: 'BAD_SIGNATURE',
        twin: () => campus.offlineCharge(terminal, soo, 2_000, { agoMs: 0 }),
      };
    },
  },
];

async function sold(campus: Campus, amount: number): Promise<{ terminal: PairedTerminal; charge: string }> {
  const { terminal, soo } = await shopAt(campus);
  const order = campus.charge(terminal, soo, amount);
  await campus.carry(order);
  return { terminal, charge: order.order.id };
}
