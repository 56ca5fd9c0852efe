import { No, refuseIf } from './facts.ts';
import { type Judging, type Rule, requireShown, vendorOf } from './judging.ts';
import {
  type Amounts,
  addTo,
  type ModelPayout,
  type ModelSettlement,
  type ModelState,
  type ModelVendor,
  sumOf,
} from './state.ts';

function settlementOf(state: ModelState, vendor: string, day: number): ModelSettlement {
  const settlement = state.vendors.get(vendor)?.settlements.get(day);
  if (!settlement) throw new No('NOT_SEALED');
  return settlement;
}
const requireState = (settlement: ModelSettlement, ...states: ModelSettlement['state'][]): void =>
  refuseIf(!states.includes(settlement.state), 'SETTLEMENT_STATE');

export const countDay: Rule<'countDay'> = ({ state, facts, signed }) => {
  const { vendor: id, day, boxes } = facts.order.body;
  const settlement = settlementOf(state, id, day);
  signed.anyone();
  requireState(settlement, 'sealed', 'counting');
  refuseIf(
    boxes.some((box) => settlement.boxes.includes(box)),
    'SETTLEMENT_STATE',
  );
  const counted = [...settlement.boxes, ...boxes].sort((left, right) => left - right);
  const vendor = vendorOf(state, id);
  const whole = counted.length === 32 ? figuresOf(vendor, day, settlement.fee) : null;
  const next = whole === null ? 'counting' : whole.takings < 0 ? 'carried' : 'counted';
  return {
    change: () => {
      Object.assign(settlement, { boxes: counted, state: next, figures: whole?.figures ?? null });
      if (whole && next === 'carried')
        vendor.days.set(vendor.day, [
          ...(vendor.days.get(vendor.day) ?? []),
          { kind: 'carry', lots: [...whole.lots] },
        ]);
    },
    answer: {
      vendor: id,
      day,
      settlement: { state: next, fee: whole?.figures.feeWon ?? null, net: whole?.figures.net ?? null },
    },
  };
};

/** A day's takings: what was charged, less what was given back, less what an earlier day passed on. */
function figuresOf(
  vendor: ModelVendor,
  day: number,
  basisPoints: number,
): { lots: Amounts; takings: number; figures: NonNullable<ModelSettlement['figures']> } {
  const notes = vendor.days.get(day) ?? [];
  const lots: Amounts = new Map();
  for (const note of notes) addTo(lots, note.lots, note.kind === 'refund' ? -1 : 1);
  const of = (kind: string): number =>
    notes.filter((note) => note.kind === kind).reduce((sum, note) => sum + sumOf(note.lots), 0);
  const takings = sumOf(lots);
  const feeWon = takings > 0 ? Math.floor((takings * basisPoints) / 10_000) : 0;
  return {
    lots,
    takings,
    figures: {
      gross: of('charge'),
      refunds: of('refund'),
      carried: 0 - of('carry'),
      feeWon,
      net: takings - feeWon,
    },
  };
}

const shownSettlement = (judging: unknown, vendor: string, day: number): void =>
  requireShown(judging as Judging<never>, `settlement/${vendor}/${day}`);

export const approveSettlement: Rule<'approveSettlement'> = (judging) => {
  const { state, facts, signed } = judging;
  const { vendor: id, day } = facts.order.body;
  const approvedBy = signed.requireOfficer('approver');
  const settlement = settlementOf(state, id, day);
  shownSettlement(judging, id, day);
  requireState(settlement, 'counted');
  const { payee } = vendorOf(state, id);
  refuseIf(payee === null, 'SETTLEMENT_STATE');
  return {
    change: () => Object.assign(settlement, { state: 'approved', payee, approvedBy, rejection: null }),
  };
};

export const rejectSettlement: Rule<'rejectSettlement'> = (judging) => {
  const { state, facts, signed } = judging;
  const { vendor: id, day, reason } = facts.order.body;
  signed.requireOfficer('approver');
  const settlement = settlementOf(state, id, day);
  shownSettlement(judging, id, day);
  requireState(settlement, 'counted', 'approved');
  return {
    change: () =>
      Object.assign(settlement, { state: 'counted', payee: null, approvedBy: null, rejection: reason }),
  };
};

export const preparePayout: Rule<'preparePayout'> = (judging) => {
  const { state, facts, signed } = judging;
  const preparedBy = signed.requireOfficer('approver');
  const lines = facts.order.body.settlements.map(({ vendor, day }) => {
    const settlement = settlementOf(state, vendor, day);
    shownSettlement(judging, vendor, day);
    requireState(settlement, 'approved');
    refuseIf(vendorOf(state, vendor).payee !== settlement.payee, 'FIGURES_CHANGED');
    return { vendor, day, settlement };
  });
  const batch = facts.order.id;
  return {
    change: () => {
      for (const { settlement } of lines) Object.assign(settlement, { state: 'payout', batch });
      state.payouts.set(batch, {
        state: 'open',
        preparedBy,
        lines: lines.map(({ vendor, day }) => ({ vendor, day })),
      });
    },
    answer: { batch, state: 'open' },
  };
};

function openPayout(judging: Judging<'cancelPayout' | 'recordPayout'>): ModelPayout {
  const { batch } = judging.facts.order.body;
  const payout = judging.state.payouts.get(batch);
  if (!payout) throw new No('UNKNOWN_PAYOUT');
  requireShown(judging as never, `payout/${batch}`);
  refuseIf(payout.state !== 'open', 'SETTLEMENT_STATE');
  return payout;
}

export const cancelPayout: Rule<'cancelPayout'> = (judging) => {
  const { state, signed } = judging;
  signed.requireTwo('approver', 'approver');
  const payout = openPayout(judging);
  return {
    change: () => {
      for (const { vendor, day } of payout.lines)
        Object.assign(settlementOf(state, vendor, day), { state: 'approved', batch: null });
      payout.state = 'cancelled';
    },
  };
};

export const recordPayout: Rule<'recordPayout'> = (judging) => {
  const { state, facts, signed } = judging;
  const recorder = signed.requireOfficer('approver');
  const payout = openPayout(judging);
  const returned = facts.order.body.returned.map(({ vendor, day }) => `${vendor} ${day}`);
  const lines = payout.lines.map(({ vendor, day }) => ({
    name: `${vendor} ${day}`,
    settlement: settlementOf(state, vendor, day),
  }));
  refuseIf(
    returned.some((one) => !lines.some(({ name }) => name === one)),
    'BAD_ORDER',
  );
  refuseIf(
    payout.preparedBy === recorder || lines.some(({ settlement }) => settlement.approvedBy === recorder),
    'SECOND_OFFICER_NEEDED',
  );
  return {
    change: () => {
      for (const { name, settlement } of lines)
        Object.assign(
          settlement,
          returned.includes(name) ? { state: 'approved', batch: null } : { state: 'paid' },
        );
      payout.state = 'paid';
    },
    answer: { state: 'paid' },
  };
};
