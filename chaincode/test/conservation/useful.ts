import type { OrderType } from '@kumoh-pay/domain';
import { dayOf, plusDays } from '../model/state.ts';
import type { Step } from './drafts.ts';
import type { World } from './world.ts';

/** So many payers with money keep the payments from being about empty purses only. */
const richWanted = 3;

/**
 * The step as it makes sense now: most orders that could only be refused for want of anything to act on give way to the
 * one that makes such a thing. One in six stays, so that those refusals come too.
 */
export function useful(world: World, step: Step): Step {
  if (step.a % 6 === 5) return step;
  let { kind } = step;
  for (let next = instead(world, kind); next !== null; next = instead(world, kind)) kind = next;
  // Whatever spoils the order that was drawn does not fit another.
  return kind === step.kind ? step : { ...step, kind, flaw: Math.min(step.flaw, 40) };
}

function instead(world: World, kind: OrderType): OrderType | null {
  const { payouts } = world.model.state;
  const has = (...states: string[]): boolean =>
    [...world.model.state.vendors.values()].some((vendor) =>
      [...vendor.settlements.values()].some(({ state }) => states.includes(state)),
    );
  switch (kind) {
    case 'recordPayout':
    case 'cancelPayout':
      return [...payouts.values()].some(({ state }) => state === 'open') ? null : 'preparePayout';
    case 'preparePayout':
      return has('approved') ? null : 'approveSettlement';
    case 'rejectSettlement':
    case 'approveSettlement':
      return has('counted') ? null : 'countDay';
    case 'countDay':
      return has('sealed', 'counting') ? null : 'charge';
    case 'presentCharge':
      if (payable(world).length === 0) return 'charge';
      return world.rich.length >= richWanted && paidNow(world).length === 0 ? 'issue' : null;
    case 'refund':
      return refundable(world) ? null : 'charge';
    case 'charge':
    case 'pay':
    case 'transfer':
      return world.rich.length >= richWanted ? null : 'issue';
    default:
      return null;
  }
}

/** Bounced charges that may still be asked for, those first whose account has enough by now. */
export function payable(world: World): Owed[] {
  const now = paidNow(world);
  return now.length > 0 ? now : owed(world);
}

interface Owed {
  place: string;
  account: string;
  amount: number;
}

function owed(world: World): Owed[] {
  const { charges, limits } = world.model.state;
  const today = dayOf(world.now);
  return [...charges].flatMap(([place, one]) =>
    one !== 'void' &&
    'bounced' in one &&
    one.bounced !== 'CODE_USED' &&
    plusDays(dayOf(one.takenAt), limits?.refundDays ?? 0) >= today
      ? [{ place, ...one }]
      : [],
  );
}

function paidNow(world: World): Owed[] {
  const { accounts, programmes } = world.model.state;
  const today = dayOf(world.now);
  const held = (account: string): number =>
    [...programmes].reduce(
      (sum, [id, one]) => sum + (one.lastDay >= today ? world.model.state.balance(account, id) : 0),
      0,
    );
  return owed(world).filter(
    ({ account, amount }) => accounts.get(account)?.status === 'active' && held(account) >= amount,
  );
}

const refundable = (world: World): boolean =>
  [...world.model.state.charges.values()].some(
    (one) => one !== 'void' && 'refunded' in one && one.refunded < one.amount,
  );
