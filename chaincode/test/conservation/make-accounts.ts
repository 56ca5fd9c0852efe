import type { OrderType } from '@kumoh-pay/domain';
import { idOf } from '../model/keys.ts';
import type { Maker } from './maker.ts';
import type { World } from './world.ts';

const specific = (flaw: number, from = 72): boolean => flaw >= from;

/** A public key that nobody had; now and then one that somebody had. */
export function newKey({ drafts, model }: World, flaw: number, n: number): string {
  const used = [...model.state.keys];
  return specific(flaw) && n % 2 === 0 && used.length > 0
    ? (used[n % used.length] ?? '')
    : drafts.hand(drafts.fresh('hand')).publicKey;
}
/** An account with this to its name, or any. */
const among = (
  world: World,
  n: number,
  fits: (one: {
    limited: boolean;
    status: string;
    suspendedBy: string | null;
    recovery: string | null;
  }) => boolean,
): string => {
  const fitting = [...world.model.state.accounts].filter(([, one]) => fits(one)).map(([id]) => id);
  return n % 5 === 4 ? world.account(n) : (fitting[n % Math.max(1, fitting.length)] ?? world.account(n));
};
/** The officer's way carries until and digest, the holder's neither. */
async function byOfficer(world: World, flaw: number, account: string) {
  const { digest, shown } = await world.drafts.shown(`account/${account}`);
  const wrong = specific(flaw) && flaw % 2 === 0;
  return {
    body: { until: world.drafts.until, shown: wrong ? 'a'.repeat(64) : digest },
    shown: wrong ? {} : shown,
  };
}

export const makeAccounts: Partial<Record<OrderType, Maker>> = {
  openAccount(world, step) {
    const account =
      specific(step.flaw, 30) && step.a % 2 === 0
        ? world.account(step.a)
        : idOf(world.drafts.fresh('account'));
    const recoveryKey = step.b % 3 === 0 ? null : newKey(world, 0, step.b);
    const body = { account, key: newKey(world, step.flaw, step.c), recoveryKey };
    return world.drafts.draft(step, 'openAccount', body, [`account.${account}`, world.enroller]);
  },
  async setRecoveryKey(world, step) {
    const account = among(
      world,
      step.a,
      ({ recovery, status }) => status !== 'closed' && (recovery === null) === (step.b % 2 === 0),
    );
    const own = { account, recoveryKey: newKey(world, step.flaw, step.c) };
    if (world.model.state.accounts.get(account)?.recovery === null)
      return world.drafts.draft(step, 'setRecoveryKey', own, [`confirmed.${account}`]);
    const { body, shown } = await byOfficer(world, step.flaw, account);
    return world.drafts.draft(
      step,
      'setRecoveryKey',
      { ...own, ...body },
      [`confirmed.${account}`, ...world.two('registrar', 'approver', step.c)],
      { shown },
    );
  },
  replaceKey(world, step) {
    const account = among(world, step.a, ({ status }) => status !== 'closed');
    const recovery = world.model.state.accounts.get(account)?.recovery;
    const way = step.b % 5 === 0 ? 'confirmed' : step.b % 5 === 1 && recovery ? 'recovery' : null;
    const names = way === 'recovery' && !(specific(step.flaw) && step.c % 2 === 0);
    const body = {
      account,
      key: newKey(world, step.flaw, step.c),
      ...(names ? { recoveryKey: newKey(world, 0, step.c) } : {}),
    };
    return world.drafts.draft(step, 'replaceKey', body, [
      world.enroller,
      ...(way ? [`${way}.${account}`] : []),
    ]);
  },
  async confirmKey(world, step) {
    const account = among(world, step.a, ({ limited }) => limited);
    const key =
      specific(step.flaw) && step.c % 2 === 0
        ? world.drafts.hand('other').publicKey
        : (world.model.state.accounts.get(account)?.key ?? world.drafts.hand('other').publicKey);
    if (step.b % 3 === 0)
      return world.drafts.draft(step, 'confirmKey', { account, key }, [`confirmed.${account}`]);
    const { body, shown } = await byOfficer(world, step.flaw, account);
    return world.drafts.draft(
      step,
      'confirmKey',
      { account, key, ...body },
      world.two('registrar', 'approver', step.c),
      { shown },
    );
  },
  keepKey(world, step) {
    const account = among(world, step.a, ({ limited, suspendedBy }) => limited || suspendedBy !== null);
    return world.drafts.draft(step, 'keepKey', { account }, [`confirmed.${account}`]);
  },
  async suspendAccount(world, step) {
    const account = among(world, step.a, ({ status }) => status === 'active');
    if (step.b % 3 === 0)
      return world.drafts.draft(step, 'suspendAccount', { account }, [`account.${account}`]);
    if (step.b % 3 === 1) return world.drafts.draft(step, 'suspendAccount', { account }, [world.enroller]);
    const { body, shown } = await byOfficer(world, step.flaw, account);
    return world.drafts.draft(
      step,
      'suspendAccount',
      { account, ...body },
      [world.officer('registrar', step.c)],
      { shown },
    );
  },
  async resumeAccount(world, step) {
    const account = among(world, step.a, ({ status }) => status === 'suspended');
    if (step.b % 3 === 0)
      return world.drafts.draft(step, 'resumeAccount', { account }, [`account.${account}`]);
    if (step.b % 3 === 1 && world.model.state.accounts.get(account)?.recovery)
      return world.drafts.draft(step, 'resumeAccount', { account }, [`recovery.${account}`]);
    const { body, shown } = await byOfficer(world, step.flaw, account);
    return world.drafts.draft(
      step,
      'resumeAccount',
      { account, ...body },
      [world.officer('registrar', step.c)],
      { shown },
    );
  },
  async closeAccount(world, step) {
    const account = world.model.state.accounts.size < 6 ? idOf('nobody') : world.account(step.a);
    const { body, shown } = await byOfficer(world, step.flaw, account);
    return world.drafts.draft(
      step,
      'closeAccount',
      { account, ...body },
      world.two('registrar', 'approver', step.c),
      { shown },
    );
  },
  sweepAccount(world, step) {
    const account = among(world, step.a, ({ status }) => status === 'closed');
    return world.drafts.draft(step, 'sweepAccount', { account }, [world.enroller]);
  },
  gather(world, step) {
    const account = world.account(step.a);
    return world.drafts.draft(step, 'gather', { account }, [world.enroller], {
      hints: world.hints(step.c, account),
    });
  },
};
