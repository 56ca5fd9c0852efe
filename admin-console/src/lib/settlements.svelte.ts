import { payoutSettlementsMax, type settlementStates, sumWon } from '@kumoh-pay/domain';
import { inAddress, toAddress } from './address.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import { PreparePayout } from './prepare-payout.svelte.ts';
import { sumsOf } from './settlement-sums.ts';

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
export type SettlementRow = Awaited<ReturnType<typeof api.settlement.list.query>>[number];
export type PayoutRow = Awaited<ReturnType<typeof api.payout.list.query>>[number];
export const placeOf = ({ vendor, day }: { vendor: string; day: number }): string => `${vendor}.${day}`;

/** Sealed days by what is to be done with them, and the payout batches. */
export class Settlements {
  tab = $state<Tab>(isTab(inAddress('tab')) ? (inAddress('tab') as Tab) : 'counted');
  vendor = $state(inAddress('vendor'));
  /** Of those to be paid, which go into the next batch. */
  chosen = $state<string[]>([]);
  readonly preparing = new PreparePayout();
  readonly list = new Loaded(async () => {
    const search = { states: [...tabs[this.tab]], ...(this.vendor && { vendor: this.vendor }) };
    const [rows] = await Promise.all([api.settlement.list.query(search), names.load()]);
    return rows;
  });
  readonly payouts = new Loaded(() => api.payout.list.query());

  choose = async (tab: Tab): Promise<void> => {
    this.tab = tab;
    await this.search();
  };
  search = async (): Promise<void> => {
    this.list.value = null;
    this.chosen = [];
    await toAddress('/settlements', { tab: this.tab, vendor: this.vendor });
    await this.list.load();
  };

  /** One that somebody else has prepared in the meantime is no longer there to be chosen. */
  get chosenRows(): SettlementRow[] {
    return (this.list.value ?? []).filter((row) => this.chosen.includes(placeOf(row)));
  }
  get chosenWon(): number {
    return sumWon(this.chosenRows.map(({ settlement }) => sumsOf(settlement).net));
  }
  toggle = (row: SettlementRow): void => {
    const place = placeOf(row);
    this.chosen = this.chosen.includes(place)
      ? this.chosen.filter((one) => one !== place)
      : [...this.chosen, place].slice(0, payoutSettlementsMax);
  };
  /** As many as one batch takes, the oldest first; none when all are chosen already. */
  toggleAll = (): void => {
    const all = (this.list.value ?? []).slice(0, payoutSettlementsMax).map(placeOf);
    this.chosen = this.chosenRows.length === all.length ? [] : all;
  };

  /** @returns the batch, or null when it was not signed. */
  prepare = (): Promise<string | null> =>
    this.preparing.prepare(this.chosenRows.map(({ vendor, day }) => ({ vendor, day })));
}
