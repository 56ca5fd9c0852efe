import { type Facts, refuseIf, type Yes } from './facts.ts';
import { type Judging, vendorOf } from './judging.ts';
import { asLots, fold, settlePurse, spend } from './money.ts';
import type { ModelAccount } from './state.ts';

/** What every way of paying a vendor shares. */
export interface Sale {
  charge: string;
  vendor: string;
  terminal: string;
  account: string;
  amount: number;
  /** The order's text, by which a repeat is known. */
  text: string;
  takenAt?: number;
  /** The day whose programmes pay. */
  lotsOf: string;
}

export function requireAlive(counter: number, at: number): void {
  refuseIf(Math.abs(at - counter) > 600_000 || counter > at + 30_000, 'CLOCK_WRONG');
  refuseIf(at > counter + 75_000, 'CODE_EXPIRED');
}

export const alsoDo = ({ change, ...rest }: Yes, more: () => void): Yes => ({
  ...rest,
  change: () => {
    change();
    more();
  },
});

export function useCounter(account: ModelAccount, counter: number, now: number): void {
  account.highestCounter = Math.max(account.highestCounter, counter);
  const recent = account.counters.filter((one) => one > now - 25 * 3_600_000);
  account.counters = [...recent, counter].sort((left, right) => left - right);
  while (account.counters.length > 64)
    account.counterFloor = Math.max(account.counterFloor, account.counters.shift() ?? 0);
}

export function sell(
  { state, facts, now }: Judging<'charge'>,
  sale: Sale,
  account: ModelAccount,
  judgePurse: () => void,
): Yes {
  const { charge: id, vendor: vendorId, terminal, amount, text, takenAt, lotsOf } = sale;
  const vendor = vendorOf(state, vendorId);
  const { day } = vendor;
  const purse = fold(state, facts as Facts, sale.account);
  judgePurse();
  const taken = spend(
    state,
    purse,
    amount,
    lotsOf,
    ({ vendors }) => vendors === null || vendors.includes(vendorId),
    'NOT_TAKEN_HERE',
  );
  const late = takenAt === undefined ? {} : { takenAt };
  return {
    change: () => {
      settlePurse(account, purse, taken);
      state.charges.set(`${vendorId}/${id}`, {
        text,
        day,
        account: sale.account,
        amount,
        lots: taken,
        at: now,
        refunded: 0,
      });
      vendor.days.set(day, [...(vendor.days.get(day) ?? []), { kind: 'charge', lots: taken }]);
    },
    answer: {
      charge: id,
      vendor: vendorId,
      terminal,
      day,
      account: sale.account,
      amount,
      lots: asLots(taken),
      at: now,
      ...late,
    },
  };
}

export function mustSpend(account: ModelAccount): void {
  refuseIf(account.status === 'closed', 'ACCOUNT_CLOSED');
  refuseIf(account.status === 'suspended', 'ACCOUNT_SUSPENDED');
}
