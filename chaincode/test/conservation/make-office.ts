import type { OrderOf, OrderType } from '@kumoh-pay/domain';
import { idOf } from '../model/keys.ts';
import { dayOf, plusDays } from '../model/state.ts';
import { newKey } from './make-accounts.ts';
import type { Maker } from './maker.ts';
import { payable } from './useful.ts';
import { pick, type World } from './world.ts';

/** Policy of the run: small caps, so that every one of them is met. */
const runLimits = {
  chargeCap: 30_000,
  transferCap: 10_000,
  transferDayCap: 12_000,
  soloIssueCap: 60_000,
  refundDays: 1,
  refundDayCap: 500,
  limitedCap: 2_000,
  limitedPerDay: 1,
  offlineCap: 4_000,
  offlineDayCap: 12_000,
  offlineAccountCap: 6_000,
} as OrderOf<'setPolicy'>['body']['limits'];

const allRoles = ['approver', 'auditor', 'issuer', 'registrar'] as const;
const rolesOf = {
  kim: allRoles,
  lee: allRoles,
  park: ['approver'],
  choi: ['issuer'],
  jung: ['registrar'],
  auditor: ['auditor'],
} as const;
export type OfficerName = keyof typeof rolesOf;

const specific = (flaw: number, from = 72): boolean => flaw >= from;
const wrongShown = (flaw: number): boolean => flaw >= 90;

export function newOfficer(world: World, name: OfficerName): OrderOf<'appointOfficer'>['body']['officer'] {
  const state = world.model.state.officers.get(idOf(name));
  const keys = {
    key: state?.key ?? world.drafts.hand(name).publicKey,
    recoveryKey: state?.recovery ?? world.drafts.hand(`${name} recovery`).publicKey,
  };
  return { id: idOf(name), ...keys, roles: [...rolesOf[name]] };
}

/** `until` and the digest of the record as it stands; another digest when the step says so. */
export async function seen(world: World, flaw: number, record: string) {
  const { digest, shown } = await world.drafts.shown(record);
  const wrong = wrongShown(flaw);
  return {
    body: { until: world.drafts.until, shown: wrong ? 'a'.repeat(64) : digest },
    shown: wrong ? {} : shown,
  };
}

const officerAmong = (n: number): OfficerName =>
  pick(['park', 'choi', 'jung', 'auditor', 'kim'] as const, n, 'kim');

export const makeOfficers: Partial<Record<OrderType, Maker>> = {
  bootstrap(world, step) {
    const { drafts } = world;
    const officers = [newOfficer(world, 'kim'), newOfficer(world, 'lee')].sort((left, right) =>
      left.id < right.id ? -1 : 1,
    );
    const enroller = { id: idOf('enroller'), key: drafts.hand('enroller').publicKey };
    const body = {
      until: drafts.until,
      mark: 'test',
      limits: runLimits,
      enroller,
      officers,
    } as OrderOf<'bootstrap'>['body'];
    return drafts.draft(
      step,
      'bootstrap',
      body,
      officers.map(({ id }) => `officer.${id}`),
    );
  },
  async appointOfficer(world, step) {
    const name = officerAmong(step.a);
    const { body, shown } = await seen(world, step.flaw, `officer/${idOf(name)}`);
    const officer = newOfficer(world, name);
    const known = world.model.state.officers.has(idOf(name));
    if (specific(step.flaw) && step.c % 3 === 0)
      Object.assign(officer, { id: idOf(world.drafts.fresh('officer')) });
    if (specific(step.flaw) && step.c % 3 === 1) Object.assign(officer, { roles: ['auditor'] });
    const isNew = !known || !world.model.state.officers.has(officer.id);
    const whole = isNew ? { until: body.until, officer } : { ...body, officer };
    return world.drafts.draft(step, 'appointOfficer', whole, world.two('approver', 'approver', step.b), {
      shown: isNew ? {} : shown,
    });
  },
  async retireOfficer(world, step) {
    const anApprover = world.officer('approver', step.a).slice('officer.'.length);
    const officer = specific(step.flaw, 40)
      ? pick([idOf('nobody'), idOf('enroller'), anApprover, anApprover, idOf('park')], step.c, idOf('nobody'))
      : idOf(officerAmong(step.a));
    const { body, shown } = await seen(world, step.flaw, `officer/${officer}`);
    return world.drafts.draft(
      step,
      'retireOfficer',
      { ...body, officer },
      world.two('approver', 'approver', step.b),
      { shown },
    );
  },
  async setPolicy(world, step) {
    const { body, shown } = await seen(world, step.flaw, 'policy');
    const limits = {
      ...runLimits,
      chargeCap: (20_000 + (step.c % 10_000)) as (typeof runLimits)['chargeCap'],
    };
    return world.drafts.draft(
      step,
      'setPolicy',
      { ...body, limits },
      world.two('approver', 'approver', step.b),
      { shown },
    );
  },
  async replaceOfficerKey(world, step) {
    const server = step.b % 7 === 6 ? idOf('enroller') : idOf(officerAmong(step.a));
    const officer = specific(step.flaw) && step.c % 4 === 0 ? idOf('nobody') : server;
    const { body, shown } = await seen(world, step.flaw, `officer/${officer}`);
    const way = step.b % 3;
    const approver = world.officer('approver', step.c, `officer.${officer}`);
    const signers =
      way === 0
        ? [`officer.${officer}`]
        : way === 1
          ? [`recovery.${officer}`, approver]
          : [approver, world.officer('approver', step.c + 1, approver)];
    const names = way === 1 && !(specific(step.flaw) && step.c % 4 === 1);
    const keys = {
      key: newKey(world, step.flaw, step.c),
      ...(names ? { recoveryKey: newKey(world, 0, step.c) } : {}),
    };
    return world.drafts.draft(step, 'replaceOfficerKey', { ...body, officer, ...keys }, signers, { shown });
  },
};

export const makeProgrammes: Partial<Record<OrderType, Maker>> = {
  createProgramme(world, step) {
    const today = dayOf(world.now);
    const programme =
      specific(step.flaw, 10) && step.c % 3 === 0
        ? world.programme(step.a)
        : idOf(world.drafts.fresh('programme'));
    const firstDay =
      specific(step.flaw) && step.c % 3 === 1
        ? plusDays(today, -9)
        : plusDays(today, step.b % 8 === 7 ? 1 : 0);
    const lastDay =
      specific(step.flaw) && step.c % 3 === 1
        ? plusDays(today, -1 - (step.b % 2) * 10)
        : plusDays(today, 1 + (step.a % 4));
    const vendors = step.a % 3 === 0 ? [world.vendor(step.b)] : null;
    const body = {
      until: world.drafts.until,
      programme,
      funder: 'coop',
      firstDay,
      lastDay,
      budget: 40_000 + (step.c % 9) * 20_000,
      vendors,
      transferable: step.b % 2 !== 0,
    };
    return world.drafts.draft(
      step,
      'createProgramme',
      body as OrderOf<'createProgramme'>['body'],
      world.two('issuer', 'approver', step.b),
    );
  },
  async changeProgramme(world, step) {
    const programme = world.programme(step.a);
    const { body, shown } = await seen(world, step.flaw, `programme/${programme}`);
    const old = world.model.state.programmes.get(programme);
    const less = specific(step.flaw) && step.c % 2 === 0 ? -1 : 1;
    const change = {
      lastDay: plusDays(old?.lastDay ?? dayOf(world.now), (step.b % 2) * less),
      budget: (old?.budget ?? 30_000) + 10_000 * less,
      vendors: null,
    };
    return world.drafts.draft(
      step,
      'changeProgramme',
      { ...body, programme, ...change } as OrderOf<'changeProgramme'>['body'],
      world.two('issuer', 'approver', step.b),
      { shown },
    );
  },
  issue(world, step) {
    const programme = world.programme(step.a);
    const big = specific(step.flaw) ? 40_000 : 1;
    const count = 1 + (step.b % 4);
    const chosen = new Set(
      Array.from({ length: count }, (_, place) => world.receiver(step.b + place * 3 + step.c)),
    );
    // Whoever owes a bounced charge can pay it then.
    const [owing] = step.b % 2 === 0 ? payable(world) : [];
    if (owing && world.model.state.accounts.get(owing.account)?.status === 'active')
      chosen.add(owing.account);
    const receivers = [...chosen]
      .sort()
      .map((account, place) => ({ account, amount: big + 1_000 + ((step.c + place * 977) % 12_000) }));
    const ghosts = step.a % 24 === 0 ? strangers(205).map((account) => ({ account, amount: 1 })) : [];
    return issueOf(
      world,
      step,
      programme,
      [...receivers, ...ghosts].sort((left, right) => (left.account < right.account ? -1 : 1)),
    );
  },
  async revoke(world, step) {
    const programme = world.programme(step.a);
    const accounts = [...new Set([world.account(step.b), world.account(step.c)])].sort();
    const ghosts = step.a % 4 === 0 ? strangers(30) : [];
    const receivers = [...accounts, ...ghosts]
      .sort()
      .map((account) => ({ account, amount: 1 + (step.c % 8_000) }));
    const body = { until: world.drafts.until, programme, receivers } as OrderOf<'revoke'>['body'];
    return world.drafts.draft(step, 'revoke', body, world.two('issuer', 'approver', step.a), {
      part: step.flaw === 99 ? 1 : 0,
      hints: world.hints(step.c, ...accounts),
    });
  },
  expire(world, step) {
    const over = [...world.model.state.programmes]
      .filter(([, { lastDay }]) => dayOf(world.now) >= plusDays(lastDay, 2))
      .map(([id]) => id);
    const programme =
      step.a % 4 === 0 ? world.programme(step.a) : pick(over.slice(-6), step.a, world.programme(step.a));
    const accounts = [...new Set([0, 1, 2, 3].map((place) => world.account(step.b + place)))].sort();
    return world.drafts.draft(step, 'expire', { programme, accounts }, [world.enroller], {
      hints: world.hints(step.c, ...accounts),
    });
  },
};

/** Ids of nobody, to make a list long. */
const strangers = (count: number): string[] => Array.from({ length: count }, (_, n) => idOf(`stranger ${n}`));

/** Alone, or with an approver. */
function issueOf(
  world: World,
  step: Parameters<Maker>[1],
  programme: string,
  few: { account: string; amount: number }[],
) {
  const part = step.flaw === 99 ? 1 : 0;
  const body = { until: world.drafts.until, programme, receivers: few } as OrderOf<'issue'>['body'];
  const signers =
    step.c % 2 === 0 ? [world.officer('issuer', step.a)] : world.two('issuer', 'approver', step.a);
  return world.drafts.draft(step, 'issue', body, signers, { part });
}
