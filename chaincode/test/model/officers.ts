import { No, refuseIf } from './facts.ts';
import { type Judging, type Rule, requireNewKeys, requireShown } from './judging.ts';
import type { ModelOfficer } from './state.ts';

export const bootstrap: Rule<'bootstrap'> = ({ state, facts, signed }) => {
  refuseIf(state.limits !== null, 'LEDGER_NOT_EMPTY');
  const { limits, enroller, officers } = facts.order.body;
  for (const { id, roles } of officers) {
    signed.require(`officer.${id}`);
    refuseIf(!roles.includes('approver') || id === enroller.id, 'BAD_ORDER');
  }
  const register = requireNewKeys(
    state,
    enroller.key,
    ...officers.flatMap(({ key, recoveryKey }) => [key, recoveryKey]),
  );
  return {
    change: () => {
      register();
      state.limits = limits;
      state.version = 1;
      state.officers.set(enroller.id, {
        key: enroller.key,
        recovery: null,
        roles: ['enroller'],
        active: true,
      });
      for (const { id, key, recoveryKey, roles } of officers)
        state.officers.set(id, { key, recovery: recoveryKey, roles, active: true });
    },
  };
};

export const appointOfficer: Rule<'appointOfficer'> = (judging) => {
  const { state, facts, signed } = judging;
  const {
    officer: { id, key, recoveryKey, roles },
    shown,
  } = facts.order.body;
  signed.requireTwo('approver', 'approver');
  const before = state.officers.get(id);
  if (before || shown !== undefined) requireShown(judging as never, `officer/${id}`);
  refuseIf(before !== undefined && (before.key !== key || before.recovery !== recoveryKey), 'BAD_ORDER');
  refuseIf(before?.roles.includes('enroller') === true, 'NOT_AUTHORISED');
  const others = [...state.officers].filter(
    ([other, one]) => other !== id && one.active && one.roles.includes('approver'),
  ).length;
  refuseIf(others + (roles.includes('approver') ? 1 : 0) < 2, 'LAST_APPROVER');
  const register = before ? () => undefined : requireNewKeys(state, key, recoveryKey);
  return {
    change: () => {
      register();
      state.officers.set(id, { key, recovery: recoveryKey, roles, active: true });
    },
  };
};

/** An officer who is a person: the server's own key is none. */
function personOf({ state }: Judging<never>, id: string): ModelOfficer {
  const officer = state.officers.get(id);
  if (!officer || officer.roles.includes('enroller')) throw new No('UNKNOWN_OFFICER');
  return officer;
}

export const retireOfficer: Rule<'retireOfficer'> = (judging) => {
  const { state, facts, signed } = judging;
  const { officer: id } = facts.order.body;
  signed.requireTwo('approver', 'approver');
  const officer = personOf(judging as never, id);
  requireShown(judging as never, `officer/${id}`);
  const others = [...state.officers].filter(
    ([other, one]) => other !== id && one.active && one.roles.includes('approver'),
  ).length;
  refuseIf(others < 2, 'LAST_APPROVER');
  return { change: () => Object.assign(officer, { active: false }) };
};

export const setPolicy: Rule<'setPolicy'> = (judging) => {
  const { state, facts, signed } = judging;
  signed.requireTwo('approver', 'approver');
  requireShown(judging as never, 'policy');
  return {
    change: () => {
      state.limits = facts.order.body.limits;
      state.version += 1;
    },
    answer: { version: state.version + 1 },
  };
};

export const replaceOfficerKey: Rule<'replaceOfficerKey'> = (judging) => {
  const { state, facts, signed } = judging;
  const { officer: id, key, recoveryKey } = facts.order.body;
  const officer = state.officers.get(id);
  if (!officer) throw new No('UNKNOWN_OFFICER');
  const isServer = officer.roles.includes('enroller');
  const byRecovery = right(judging, id);
  refuseIf(isServer && recoveryKey !== undefined, 'BAD_ORDER');
  requireShown(judging as never, `officer/${id}`);
  refuseIf(byRecovery && recoveryKey === undefined, 'BAD_ORDER');
  const register = requireNewKeys(state, key, ...(recoveryKey === undefined ? [] : [recoveryKey]));
  return {
    change: () => {
      register();
      Object.assign(officer, { key, recovery: recoveryKey ?? officer.recovery });
    },
  };

  function right({ signed: by }: Judging<'replaceOfficerKey'>, own: string): boolean {
    // The server's own key: two approvers and nobody else.
    if (!isServer && by.has(`officer.${own}`)) return false;
    if (isServer || !by.has(`recovery.${own}`)) {
      signed.requireTwo('approver', 'approver');
      return false;
    }
    refuseIf(by.officer('approver', (other) => other !== own) === null, 'SECOND_OFFICER_NEEDED');
    return true;
  }
};
