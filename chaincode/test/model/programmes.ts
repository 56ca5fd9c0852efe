import { type Facts, No, refuseIf, type Yes } from './facts.ts';
import { type Judging, type Rule, requireShown } from './judging.ts';
import { asLots, fold, settlePurse, take } from './money.ts';
import { type ModelProgramme, type ModelState, plusDays, sumOf } from './state.ts';

function programmeOf(state: ModelState, id: string): ModelProgramme {
  const programme = state.programmes.get(id);
  if (!programme) throw new No('UNKNOWN_PROGRAMME');
  return programme;
}

export const createProgramme: Rule<'createProgramme'> = ({ state, facts, signed, today }) => {
  const { programme: id, firstDay, lastDay, budget, vendors, transferable } = facts.order.body;
  signed.requireTwo('issuer', 'approver');
  refuseIf(state.programmes.has(id), 'PROGRAMME_EXISTS');
  refuseIf(lastDay < firstDay, 'BAD_ORDER');
  refuseIf(lastDay < today, 'PROGRAMME_OVER');
  const figures = { reserved: 0, issued: 0, revoked: 0, expired: 0 };
  return {
    change: () => state.programmes.set(id, { firstDay, lastDay, budget, vendors, transferable, ...figures }),
  };
};

export const changeProgramme: Rule<'changeProgramme'> = (judging) => {
  const { state, facts, signed, today } = judging;
  const { programme: id, lastDay, budget, vendors } = facts.order.body;
  signed.requireTwo('issuer', 'approver');
  const programme = programmeOf(state, id);
  requireShown(judging as never, `programme/${id}`);
  refuseIf(today >= plusDays(programme.lastDay, 2), 'PROGRAMME_OVER');
  const before = programme.vendors;
  const fewer = vendors !== null && (before === null || before.some((vendor) => !vendors.includes(vendor)));
  refuseIf(lastDay < programme.lastDay || budget < programme.budget || fewer, 'BAD_ORDER');
  return { change: () => Object.assign(programme, { lastDay, budget, vendors }) };
};

const partSizes = { issue: 200, revoke: 25 };

export const issue: Rule<'issue'> = (judging) => {
  const { state, facts, now: at } = judging;
  const { programme: id, receivers } = facts.order.body;
  const part = facts.part ?? 0;
  const reserve = part === 0 ? judgeIssue(judging, at) : () => undefined;
  const programme = programmeOf(state, id);
  const first = part * partSizes.issue;
  const list = receivers
    .slice(first, first + partSizes.issue)
    .map((one, place) => ({ ...one, place: first + place, holder: state.accounts.get(one.account) }));
  const got = list.filter(({ holder }) => holder && holder.status !== 'closed');
  const amount = got.reduce((sum, one) => sum + one.amount, 0);
  return {
    change: () => {
      reserve();
      programme.issued += amount;
      // What nobody got is not promised any more.
      programme.reserved -= list.reduce((sum, one) => sum + one.amount, 0) - amount;
      for (const { holder, account, amount: one, place } of got)
        holder?.notes.set(`a.${account}/i.${facts.order.id}.${place}`, [[id, one]]);
    },
    answer: {
      programme: id,
      part,
      amount,
      skipped: list.filter((one) => !got.includes(one)).map(({ account }) => account),
    },
  };
};

function judgeIssue({ state, facts, signed, limits, today }: Judging<'issue'>, _at: number): () => void {
  const { programme: id, receivers } = facts.order.body;
  const total = receivers.reduce((sum, { amount }) => sum + amount, 0);
  let alone: [string, number] | null = null;
  if (signed.count > 1) signed.requireTwo('issuer', 'approver');
  else {
    const key = `${signed.requireOfficer('issuer')} ${today}`;
    alone = [key, (state.soloIssued.get(key) ?? 0) + total];
    refuseIf(alone[1] > limits.soloIssueCap, 'SECOND_OFFICER_NEEDED');
  }
  const programme = programmeOf(state, id);
  refuseIf(today > programme.lastDay, 'PROGRAMME_OVER');
  refuseIf(programme.reserved + total > programme.budget, 'BUDGET_EXCEEDED');
  return () => {
    programme.reserved += total;
    if (alone) state.soloIssued.set(...alone);
  };
}

export const revoke: Rule<'revoke'> = ({ state, facts, signed }) => {
  const { programme: id, receivers } = facts.order.body;
  const part = facts.part ?? 0;
  if (part === 0) signed.requireTwo('issuer', 'approver');
  const programme = programmeOf(state, id);
  const page = receivers.slice(part * partSizes.revoke, (part + 1) * partSizes.revoke);
  return takeBack(state, facts as Facts, id, page, (sum) => {
    programme.revoked += sum;
  });
};

export const expire: Rule<'expire'> = ({ state, facts, signed, today }) => {
  const { programme: id, accounts } = facts.order.body;
  signed.anyone();
  const programme = programmeOf(state, id);
  refuseIf(today < plusDays(programme.lastDay, 2), 'PROGRAMME_RUNNING');
  const all = accounts.map((account) => ({ account, amount: Number.MAX_SAFE_INTEGER }));
  return takeBack(state, facts as Facts, id, all, (sum) => {
    programme.expired += sum;
  });
};

function takeBack(
  state: ModelState,
  facts: Facts,
  programme: string,
  from: readonly { account: string; amount: number }[],
  book: (sum: number) => void,
): Yes {
  const taken = from.map(({ account, amount }) => {
    const purse = state.accounts.has(account) ? fold(state, facts, account, 16) : { lots: [], folded: [] };
    return { account, purse, lots: take(purse.lots, amount, (one) => one === programme) };
  });
  const sum = taken.reduce((total, { lots }) => total + sumOf(lots), 0);
  return {
    change: () => {
      for (const { account, purse, lots } of taken) {
        const holder = state.accounts.get(account);
        if (holder) settlePurse(holder, purse, lots);
      }
      book(sum);
    },
    answer: {
      programme,
      amount: sum,
      receivers: taken.map(({ account, lots }) => ({ account, amount: sumOf(lots), lots: asLots(lots) })),
    },
  };
}
