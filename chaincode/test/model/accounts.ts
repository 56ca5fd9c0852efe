import { type Facts, No, refuseIf } from './facts.ts';
import { accountOf, type Judging, openOf, type Rule, requireNewKeys, requireShown } from './judging.ts';
import { fold, settlePurse } from './money.ts';
import { type ModelAccount, type ModelState, sumOf } from './state.ts';

const shownAccount = (judging: Judging<never>, id: string): void => requireShown(judging, `account/${id}`);

export const openAccount: Rule<'openAccount'> = ({ state, facts, signed, now }) => {
  const { account: id, key, recoveryKey } = facts.order.body;
  signed.require(`account.${id}`);
  signed.requireOfficer('enroller');
  refuseIf(state.accounts.has(id), 'ACCOUNT_EXISTS');
  const register = requireNewKeys(state, key, ...(recoveryKey === null ? [] : [recoveryKey]));
  return {
    change: () => {
      register();
      state.accounts.set(id, newAccount(key, recoveryKey, now));
    },
  };
};

const newAccount = (key: string, recovery: string | null, now: number): ModelAccount => ({
  key,
  confirmed: key,
  recovery,
  keyFrom: now,
  replaced: 0,
  limited: false,
  status: 'active',
  suspendedBy: null,
  purse: new Map(),
  notes: new Map(),
  highestCounter: 0,
  counters: [],
  counterFloor: 0,
  earlier: [],
  offlineOn: new Map(),
  sent: { day: '', sum: 0 },
  spentLimited: 0,
});

function retireKey(account: ModelAccount, now: number): void {
  const { key, keyFrom: from, limited } = account;
  account.earlier = account.earlier.filter(({ to }) => to > now - 25 * 3_600_000);
  account.earlier.push({ key, from, to: now, limited });
}

export const setRecoveryKey: Rule<'setRecoveryKey'> = (judging) => {
  const { state, facts, signed } = judging;
  const { account: id, recoveryKey } = facts.order.body;
  const account = openOf(state, id);
  signed.require(`confirmed.${id}`);
  if (account.recovery !== null) {
    signed.requireTwo('registrar', 'approver');
    shownAccount(judging as never, id);
  } else refuseIf(account.suspendedBy !== null && account.suspendedBy !== 'account', 'ACCOUNT_SUSPENDED');
  const register = requireNewKeys(state, recoveryKey);
  return {
    change: () => {
      register();
      account.recovery = recoveryKey;
    },
  };
};

export const replaceKey: Rule<'replaceKey'> = ({ state, facts, signed, limits, now, today }) => {
  const { account: id, key, recoveryKey } = facts.order.body;
  const account = accountOf(state, id);
  signed.requireOfficer('enroller');
  refuseIf(account.status === 'closed', 'ACCOUNT_CLOSED');
  const byRecovery = signed.has(`recovery.${id}`);
  const proven = signed.has(`confirmed.${id}`) || byRecovery;
  refuseIf(byRecovery !== (recoveryKey !== undefined), 'BAD_ORDER');
  const count = (state.replacedOn.get(today) ?? 0) + 1;
  refuseIf(!proven && count > limits.limitedPerDay, 'REPLACEMENTS_TODAY');
  const register = requireNewKeys(state, key, ...(recoveryKey === undefined ? [] : [recoveryKey]));
  return {
    change: () => {
      register();
      if (!proven) state.replacedOn.set(today, count);
      retireKey(account, now);
      Object.assign(account, { key, keyFrom: now, replaced: account.replaced + 1, limited: !proven });
      if (proven) account.confirmed = key;
      if (recoveryKey !== undefined) account.recovery = recoveryKey;
    },
    answer: { account: id, limited: !proven },
  };
};

export const confirmKey: Rule<'confirmKey'> = (judging) => {
  const { state, facts, signed, now } = judging;
  const { account: id, key } = facts.order.body;
  const account = openOf(state, id);
  if (!signed.has(`confirmed.${id}`) && !signed.has(`recovery.${id}`)) {
    signed.requireTwo('registrar', 'approver');
    shownAccount(judging as never, id);
  }
  refuseIf(account.key !== key, 'FIGURES_CHANGED');
  return {
    change: () => {
      // A limited key of the last 25 hours may still pay late: its sum stays.
      if (!account.earlier.some((one) => one.limited && one.to > now - 25 * 3_600_000))
        account.spentLimited = 0;
      Object.assign(account, { confirmed: key, limited: false });
    },
  };
};

export const keepKey: Rule<'keepKey'> = ({ state, facts, signed, now }) => {
  const { account: id } = facts.order.body;
  const account = accountOf(state, id);
  signed.require(`confirmed.${id}`);
  refuseIf(account.status === 'closed', 'ACCOUNT_CLOSED');
  refuseIf(account.suspendedBy === 'enroller' || account.suspendedBy === 'registrar', 'ACCOUNT_SUSPENDED');
  return {
    change: () => {
      if (account.key !== account.confirmed) retireKey(account, now);
      if (account.key !== account.confirmed)
        Object.assign(account, { key: account.confirmed, keyFrom: now, replaced: account.replaced + 1 });
      account.limited = false;
    },
  };
};

const weight = { account: 0, enroller: 1, registrar: 2 };

export const suspendAccount: Rule<'suspendAccount'> = (judging) => {
  const { state, facts, signed } = judging;
  const { account: id } = facts.order.body;
  const account = openOf(state, id);
  const by =
    signed.officer('registrar') !== null
      ? 'registrar'
      : signed.officer('enroller') !== null
        ? 'enroller'
        : 'account';
  refuseIf(by === 'account' && !signed.has(`account.${id}`), 'NOT_AUTHORISED');
  if (by === 'registrar') shownAccount(judging as never, id);
  const old = account.suspendedBy;
  const suspendedBy = old !== null && weight[old] > weight[by] ? old : by;
  return {
    change: () => Object.assign(account, { status: 'suspended', suspendedBy }),
    answer: { account: id, by: suspendedBy },
  };
};

export const resumeAccount: Rule<'resumeAccount'> = (judging) => {
  const { state, facts, signed } = judging;
  const { account: id } = facts.order.body;
  const account = openOf(state, id);
  if (signed.officer('registrar') !== null) shownAccount(judging as never, id);
  else if (!signed.has(`recovery.${id}`)) {
    signed.require(`account.${id}`);
    refuseIf(account.suspendedBy === 'enroller' || account.suspendedBy === 'registrar', 'NOT_AUTHORISED');
  }
  refuseIf(account.limited, 'ACCOUNT_LIMITED');
  return { change: () => Object.assign(account, { status: 'active', suspendedBy: null }) };
};

export const closeAccount: Rule<'closeAccount'> = (judging) => {
  const { state, facts, signed } = judging;
  const { account: id } = facts.order.body;
  signed.requireTwo('registrar', 'approver');
  const account = accountOf(state, id);
  shownAccount(judging as never, id);
  refuseIf(account.status === 'closed', 'ACCOUNT_CLOSED');
  return { change: () => Object.assign(account, { status: 'closed' }) };
};

export const sweepAccount: Rule<'sweepAccount'> = ({ state, facts, signed }) => {
  const { account: id } = facts.order.body;
  const account = accountOf(state, id);
  signed.anyone();
  if (account.status !== 'closed') throw new No('ACCOUNT_NOT_CLOSED');
  // A page is 64 notes; the run never lets so many wait, so that the model need not know their order.
  const swept = [...account.purse, ...[...account.notes.values()].flat()];
  return {
    change: () => {
      revokeLots(state, swept);
      account.purse = new Map();
      account.notes.clear();
    },
    answer: { account: id, amount: sumOf(swept), more: false },
  };
};

function revokeLots(state: ModelState, lots: readonly [string, number][]): void {
  for (const [id, amount] of lots) {
    const programme = state.programmes.get(id);
    if (programme) programme.revoked += amount;
  }
}

export const gather: Rule<'gather'> = ({ state, facts, signed }) => {
  const { account: id } = facts.order.body;
  const account = openOf(state, id);
  signed.anyone();
  const purse = fold(state, facts as Facts, id);
  return {
    change: () => settlePurse(account, purse, []),
    answer: { account: id, notes: purse.folded.length },
  };
};
