import type { settlementStates } from '@kumoh-pay/domain';
import { inAddress, toAddress } from './address.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import { PreparePayout } from './prepare-payout.svelte.ts';

type State = (typeof settlementStates)[number];
/** The tabs, each with the states that it lists, in the order of the work. */
export const tabs = {
  counted: ['counted'],
  approved: ['approved'],
  payout: ['payout'],
  paid: ['paid'],
  open: ['sealed', 'counting'],
  carried: ['carried'],
} as const satisfies Record<string, readonly State[]>;
export type Tab = keyof typeof tabs;
const isTab = (text: string): text is Tab => text in tabs;

/** Sealed days by what is to be done with them, and the payout batches. */
export class Settlements {
  tab = $state<Tab>(isTab(inAddress('tab')) ? (inAddress('tab') as Tab) : 'counted');
  readonly preparing = new PreparePayout();
  readonly list = new Loaded(async () => {
    const [rows] = await Promise.all([
      api.settlement.list.query({ states: [...tabs[this.tab]] }),
      names.load(),
    ]);
    return rows;
  });
  readonly payouts = new Loaded(() => api.payout.list.query());

  choose = async (tab: Tab): Promise<void> => {
    this.tab = tab;
    this.list.value = null;
    await toAddress('/settlements', { tab });
    await this.list.load();
  };
}
