import type { OrderType } from '@kumoh-pay/domain';
import { type Facts, No, type Yes } from './facts.ts';
import type { ModelSigners } from './signers.ts';
import type { Limits, ModelAccount, ModelState, ModelVendor } from './state.ts';

/** What the model judges an order with. */
export interface Judging<Type extends OrderType> {
  state: ModelState;
  facts: Facts<Type>;
  signed: ModelSigners;
  limits: Limits;
  now: number;
  today: string;
}
export type Rule<Type extends OrderType> = (judging: Judging<Type>) => Yes;

export function accountOf(state: ModelState, id: string): ModelAccount {
  const account = state.accounts.get(id);
  if (!account) throw new No('UNKNOWN_ACCOUNT');
  return account;
}
export function openOf(state: ModelState, id: string): ModelAccount {
  const account = accountOf(state, id);
  if (account.status === 'closed') throw new No('ACCOUNT_CLOSED');
  return account;
}
export function vendorOf(state: ModelState, id: string): ModelVendor {
  const vendor = state.vendors.get(id);
  if (!vendor) throw new No('UNKNOWN_VENDOR');
  return vendor;
}
export function openVendor(state: ModelState, id: string): ModelVendor {
  const vendor = vendorOf(state, id);
  if (!vendor.active) throw new No('VENDOR_CLOSED');
  return vendor;
}
export function requireTerminal(
  state: ModelState,
  id: string,
  vendor: string,
): { vendor: string; key: string } {
  const terminal = state.terminals.get(id);
  if (!terminal) throw new No('UNKNOWN_TERMINAL');
  if (terminal.vendor !== vendor) throw new No('WRONG_VENDOR');
  if (!terminal.active) throw new No('TERMINAL_RETIRED');
  return terminal;
}

/** The officer saw the record as it is. */
export function requireShown({ state, facts }: Judging<OrderType>, record: string): void {
  const now = state.textOf(record);
  if (now === null || facts.shown[record] !== now) throw new No('FIGURES_CHANGED');
}

/** A key that was never anybody's, and that no earlier one of the same order is. */
export function requireNewKeys(state: ModelState, ...keys: string[]): () => void {
  for (const [place, key] of keys.entries())
    if (state.keys.has(key) || keys.indexOf(key) !== place) throw new No('KEY_USED_BEFORE');
  return () => {
    for (const key of keys) state.keys.add(key);
  };
}
