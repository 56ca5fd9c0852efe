import { type OrderOf, type OrderType, won } from '@kumoh-pay/domain';
import { idOf } from '../model/keys.ts';
import { type Draft, type Step, isSpecific as specific } from './drafts.ts';
import { chargeOffline } from './make-offline.ts';
import type { Maker } from './maker.ts';
import type { World } from './world.ts';

type Makers = Partial<Record<OrderType, Maker>>;

export const makeSales: Makers = {
  charge(world, step) {
    const { drafts, model, now } = world;
    if (step.b % 3 === 2) return chargeOffline(world, { ...step, b: Math.floor(step.b / 3) });
    const spoilt = specific(step) ? ([0, 1, 1, 2, 3, 3, 3, 3, 3, 4, 4, 5, 6, 7][step.c % 14] ?? -1) : -1;
    // A code that was used a moment ago is still alive: what refuses it is its counter.
    const justPaid = [...model.state.accounts].find(
      ([, one]) => spoilt === 3 && one.status === 'active' && now - one.highestCounter < 70_000,
    )?.[0];
    const account = justPaid ?? world.limited(step.a) ?? world.payer(step.a);
    const { terminal, vendor } = world.counter(step.b);
    const state = model.state.accounts.get(account);
    const older = [now - 700_000, now - 80_000, now + 60_000];
    const counter =
      spoilt >= 0 && spoilt < 3
        ? (older[spoilt] ?? now)
        : spoilt === 3
          ? (state?.highestCounter ?? now)
          : Math.max(now, (state?.highestCounter ?? 0) + 1);
    const cap = spoilt === 4 ? 1 : 100_000;
    const hand = spoilt === 5 ? drafts.hand('thief') : drafts.handByKey(state?.key ?? null);
    const amount = spoilt === 6 ? 30_001 + step.c : 1 + (step.c % 5_000);
    const code = hand.payCode(drafts.ledger.name, account, counter, cap);
    const other = spoilt === 7 ? world.vendor(step.c) : vendor;
    const body = { vendor: other, terminal, amount, code } as OrderOf<'charge'>['body'];
    return drafts.draft(step, 'charge', body, [`terminal.${terminal}`], {
      hints: world.hints(step.c, account),
      code: { account, counter, cap, key: hand.publicKey },
    });
  },
  pay(world, step) {
    const { drafts, model, now } = world;
    const account = world.payer(step.a);
    const spoilt = specific(step, 55) ? step.c % 8 : -1;
    const terminal = spoilt >= 6 ? idOf('no terminal') : world.counter(step.b).terminal;
    const charge = idOf(drafts.fresh('charge'));
    const amount = spoilt === 0 ? 31_000 : 1 + (step.c % 5_000);
    const expiresSeconds =
      Math.floor(now / 1_000) + (spoilt === 1 || spoilt === 2 ? -1 : spoilt === 3 ? 1_000 : 60);
    const hand =
      spoilt === 4
        ? drafts.hand('thief')
        : drafts.handByKey(model.state.terminals.get(terminal)?.key ?? null);
    const request = { charge, terminal, amount, expiresSeconds };
    const body = { account, request: hand.requestCode(drafts.ledger.name, request) };
    const id = spoilt === 5 ? idOf(drafts.fresh('charge')) : charge;
    return drafts.draft(step, 'pay', body, [`account.${account}`], {
      id,
      hints: world.hints(step.c, account),
      request: { ...request, key: hand.publicKey },
    });
  },
  transfer(world, step) {
    const { model } = world;
    const [limited] =
      [...model.state.accounts].find(([, one]) => one.limited && one.status === 'active') ?? [];
    const from = specific(step) && step.c % 4 === 2 && limited !== undefined ? limited : world.payer(step.a);
    const to = specific(step) && step.c % 4 === 0 ? from : world.receiver(step.b);
    const amount = won(specific(step) && step.c % 2 === 1 ? 10_001 + step.c : 1 + (step.c % 4_000));
    return world.drafts.draft(
      step,
      'transfer',
      { from, to, amount } as OrderOf<'transfer'>['body'],
      [`account.${from}`],
      { hints: world.hints(step.c, from) },
    );
  },
  refund(world, step) {
    const { drafts, model } = world;
    const sales = [...model.state.charges].filter(
      ([, sale]) => sale !== 'void' && (model.state.accounts.get(sale.account)?.notes.size ?? 0) < 40,
    );
    const bounced = sales.filter(([, sale]) => sale !== 'void' && 'bounced' in sale);
    const paid = sales.filter(([, sale]) => sale !== 'void' && !('bounced' in sale));
    const some = step.c % 7 === 6 && bounced.length > 0 ? bounced : paid;
    const recent = step.a % 4 === 0 ? some : some.slice(-12);
    const [key = '', sale] = recent[step.a % Math.max(1, recent.length)] ?? [];
    const [vendor = world.vendor(step.a), chargeId = idOf('no charge')] = key === '' ? [] : key.split('/');
    const terminals = [...model.state.terminals]
      .filter(([, one]) => one.vendor === vendor && one.active)
      .map(([id]) => id);
    const terminal = terminals[step.b % Math.max(1, terminals.length)] ?? world.terminal(step.b);
    const spoilt = specific(step, 66) ? step.c % 3 : -1;
    const left = sale && sale !== 'void' && !('bounced' in sale) ? sale.amount - sale.refunded : 1;
    const amount = spoilt === 0 ? left + 1 : 1 + (step.c % Math.max(1, left));
    const charge = spoilt === 1 ? idOf('no charge') : chargeId;
    const approved = step.b % 4 === 0;
    const body = {
      vendor,
      terminal,
      charge,
      amount,
      ...(approved ? { until: drafts.until } : {}),
    } as OrderOf<'refund'>['body'];
    return drafts.draft(step, 'refund', body, [
      `terminal.${terminal}`,
      ...(approved ? [world.officer('approver', step.a)] : []),
    ]);
  },
  sealDay(world, step) {
    const { drafts, model } = world;
    const spoilt = specific(step, 45) ? ([0, 0, 1, 2, 2, 3][step.c % 6] ?? -1) : -1;
    const justSealed = [...model.state.vendors].find(
      ([, one]) => spoilt < 2 && one.lastSealed !== null && drafts.now - one.lastSealed < 290_000,
    )?.[0];
    const counter = world.counter(step.a);
    const vendor = spoilt === 3 ? idOf('no vendor') : (justSealed ?? counter.vendor);
    const terminal =
      [...model.state.terminals].find(([, one]) => one.active && one.vendor === vendor)?.[0] ??
      counter.terminal;
    const day = (model.state.vendors.get(vendor)?.day ?? 1) + (spoilt === 2 ? 1 : 0);
    const approved = step.b % 4 === 0;
    const body = { vendor, day, ...(approved ? { until: drafts.until } : {}) } as OrderOf<'sealDay'>['body'];
    return drafts.draft(step, 'sealDay', body, [
      approved ? world.officer('approver', step.b) : `terminal.${terminal}`,
    ]);
  },
  void(world, step) {
    const { drafts, model } = world;
    const pool = step.a % 2 === 0 ? drafts.pocket : drafts.sentBefore;
    const target = pool[step.b % Math.max(1, pool.length)];
    if (target && pool === drafts.pocket && step.a % 5 !== 0) drafts.voided.push(target);
    if (!target || target.facts.malformed || target.facts.order.type === 'void' || step.a % 5 === 0) {
      const { terminal, vendor } = world.counter(step.b);
      return drafts.draft(step, 'void', { type: 'charge', id: idOf(drafts.fresh('charge')), vendor }, [
        `terminal.${terminal}`,
      ]);
    }
    const { order, signers, request } = target.facts;
    if (order.type === 'charge' || order.type === 'pay') {
      const terminal = order.type === 'charge' ? order.body.terminal : (request?.terminal ?? '');
      const vendor = model.state.terminals.get(terminal)?.vendor ?? world.vendor(step.b);
      const byAccount = order.type === 'pay' && step.c % 2 === 0;
      const body = {
        type: order.type,
        id: order.id,
        vendor,
        ...(byAccount ? { request: order.body.request } : {}),
      };
      const by = byAccount && order.type === 'pay' ? `account.${order.body.account}` : `terminal.${terminal}`;
      return drafts.draft(step, 'void', body, [by], byAccount && request ? { request } : {});
    }
    return voidOther(world, step, target, signers[0]);
  },
};

function voidOther(
  world: World,
  step: Step,
  target: Draft,
  signer: { by: string; key: string } | undefined,
): Draft {
  const { order } = target.facts;
  if (!signer || order.type === 'void') throw new Error('every order is signed');
  const sent = target.sent as { signatures: { by: string; signature: string }[] };
  const [signed] = sent.signatures;
  const until =
    signer.by.startsWith('officer.') && signer.by !== world.enroller ? { until: world.drafts.until } : {};
  const body = { type: 'order', order, signed, ...until } as OrderOf<'void'>['body'];
  return world.drafts.draft(step, 'void', body, [signer.by], {
    voidedKey: signer.key,
    ...(target.facts.slipKey === undefined ? {} : { slipKey: target.facts.slipKey }),
  });
}
