import { No, refuseIf } from './facts.ts';
import { openVendor, type Rule, requireNewKeys, requireShown, requireTerminal, vendorOf } from './judging.ts';
import type { ModelState } from './state.ts';

export const registerVendor: Rule<'registerVendor'> = ({ state, facts, signed }) => {
  const { vendor: id, feeBasisPoints: fee, payee } = facts.order.body;
  if (payee !== null || fee > 0) signed.requireTwo('approver', 'approver');
  else signed.requireOfficer('approver');
  refuseIf(state.vendors.has(id), 'BAD_ORDER');
  const maps = { settlements: new Map(), days: new Map(), refundsOn: new Map() };
  return {
    change: () => state.vendors.set(id, { active: true, fee, payee, day: 1, lastSealed: null, ...maps }),
  };
};

export const changeVendor: Rule<'changeVendor'> = (judging) => {
  const { state, facts, signed } = judging;
  const { vendor: id, active, feeBasisPoints: fee, payee } = facts.order.body;
  if (payee !== undefined || fee !== undefined) signed.requireTwo('approver', 'approver');
  else signed.requireOfficer('approver');
  const vendor = vendorOf(state, id);
  requireShown(judging as never, `vendor/${id}`);
  return {
    change: () =>
      Object.assign(vendor, {
        active: active ?? vendor.active,
        fee: fee ?? vendor.fee,
        payee: payee ?? vendor.payee,
      }),
  };
};

export const pairTerminal: Rule<'pairTerminal'> = ({ state, facts, signed, now }) => {
  const { slip, key, officer: officerId } = facts.order.body;
  signed.require(`terminal.${slip.terminal}`);
  signed.require(`pairing.${slip.terminal}`);
  requireSlip(state, officerId, facts.slipKey);
  refuseIf(state.terminals.has(slip.terminal), 'SLIP_USED');
  refuseIf(now > slip.expires, 'SLIP_EXPIRED');
  refuseIf(slip.expires > now + 600_000, 'BAD_ORDER');
  openVendor(state, slip.vendor);
  const register = requireNewKeys(state, key);
  return {
    change: () => {
      register();
      state.terminals.set(slip.terminal, { vendor: slip.vendor, key, active: true });
    },
  };
};

export const retireTerminal: Rule<'retireTerminal'> = ({ state, facts, signed }) => {
  const { terminal: id } = facts.order.body;
  const terminal = state.terminals.get(id);
  if (!terminal) throw new No('UNKNOWN_TERMINAL');
  if (!signed.has(`terminal.${id}`)) signed.requireOfficer('registrar');
  return { change: () => Object.assign(terminal, { active: false }) };
};

export const sealDay: Rule<'sealDay'> = ({ state, facts, signed, now }) => {
  const { vendor: id, day } = facts.order.body;
  const vendor = vendorOf(state, id);
  const approved = signed.officer('approver') !== null;
  if (!approved) {
    const terminal = facts.signers.find(({ by }) => by.startsWith('terminal.'))?.by.slice(9);
    if (terminal === undefined) throw new No('NOT_AUTHORISED');
    requireTerminal(state, terminal, id);
    signed.require(`terminal.${terminal}`);
  }
  refuseIf(vendor.day !== day, 'DAY_MOVED_ON');
  refuseIf(!approved && vendor.lastSealed !== null && now - vendor.lastSealed < 300_000, 'SEALED_JUST_NOW');
  const nothing = { payee: null, approvedBy: null, batch: null, rejection: null, figures: null };
  return {
    change: () => {
      vendor.settlements.set(day, { state: 'sealed', fee: vendor.fee, boxes: [], ...nothing });
      Object.assign(vendor, { day: day + 1, lastSealed: now });
    },
    answer: { vendor: id, day, next: day + 1 },
  };
};

/** An officer with the right signed the slip. */
export function requireSlip(state: ModelState, officerId: string, slipKey: string | undefined): void {
  const officer = state.officers.get(officerId);
  const may = officer?.active && officer.roles.some((role) => role === 'registrar' || role === 'approver');
  refuseIf(!may, 'NOT_AUTHORISED');
  refuseIf(officer?.key !== slipKey, 'BAD_SIGNATURE');
}
