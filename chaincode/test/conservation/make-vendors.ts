import { type OrderType, slipBytes } from '@kumoh-pay/domain';
import { idOf } from '../model/keys.ts';
import { isSpecific, sha256 } from './drafts.ts';
import { newKey } from './make-accounts.ts';
import { seen } from './make-office.ts';
import type { Maker } from './maker.ts';

export const makeVendors: Partial<Record<OrderType, Maker>> = {
  registerVendor(world, step) {
    const vendor =
      world.model.state.vendors.size >= 5 || isSpecific(step)
        ? world.vendor(step.a)
        : idOf(world.drafts.fresh('vendor'));
    const plain = step.b % 6 === 0;
    const body = {
      until: world.drafts.until,
      vendor,
      feeBasisPoints: plain ? 0 : 250 + (step.c % 300),
      payee: plain ? null : sha256(`payee ${step.c}`),
    };
    return world.drafts.draft(
      step,
      'registerVendor',
      body,
      plain ? [world.officer('approver', step.b)] : world.two('approver', 'approver', step.b),
    );
  },
  async changeVendor(world, step) {
    const [shut] = [...world.model.state.vendors].find(([, { active }]) => !active) ?? [];
    const vendor = shut ?? world.vendor(step.a);
    const { body, shown } = await seen(world, step.flaw, `vendor/${vendor}`);
    const closed = shut !== undefined;
    if (closed || step.b % 6 === 0)
      return world.drafts.draft(
        step,
        'changeVendor',
        { ...body, vendor, active: closed },
        [world.officer('approver', step.c)],
        { shown },
      );
    const change = step.b % 2 === 0 ? { payee: sha256(`payee ${step.c}`) } : { feeBasisPoints: step.c % 500 };
    return world.drafts.draft(
      step,
      'changeVendor',
      { ...body, vendor, ...change },
      world.two('approver', 'approver', step.c),
      { shown },
    );
  },
  pairTerminal(world, step) {
    const { drafts } = world;
    const spoilt = isSpecific(step, 30) ? [0, 0, 0, 1, 1, 1, 2, 3, 4][step.c % 9] : -1;
    const terminal = spoilt === 0 ? world.terminal(step.a) : idOf(drafts.fresh('terminal'));
    const vendor = world.vendor(step.b);
    const expires = world.now + (spoilt === 1 ? -1 : spoilt === 2 ? 700_000 : 60_000);
    const pairing = drafts.hand(drafts.fresh('pairing'));
    const slip = { terminal, vendor, pairingKey: pairing.publicKey, expires };
    const officer = (spoilt === 3 ? world.enroller : world.officer('registrar', step.a)).slice(
      'officer.'.length,
    );
    const hand =
      spoilt === 4
        ? drafts.hand('thief')
        : drafts.handByKey(world.model.state.officers.get(officer)?.key ?? null);
    const slipSignature = hand.signText(slipBytes(drafts.ledger.name, slip));
    const body = { slip, officer, slipSignature, key: newKey(world, step.flaw, step.c) };
    return drafts.draft(step, 'pairTerminal', body, [`terminal.${terminal}`, `pairing.${terminal}`], {
      slipKey: hand.publicKey,
    });
  },
  retireTerminal(world, step) {
    const few = [...world.model.state.terminals.values()].filter(({ active }) => active).length < 3;
    const terminal = few ? idOf('no terminal') : world.terminal(step.a);
    if (step.b % 2 === 0)
      return world.drafts.draft(step, 'retireTerminal', { terminal }, [`terminal.${terminal}`]);
    return world.drafts.draft(step, 'retireTerminal', { terminal, until: world.drafts.until }, [
      world.officer('registrar', step.b),
    ]);
  },
};
