import type { Holdings } from './kept.ts';

/** The most that can be sent now: transferable vouchers, and no more than the ledger's cap. In won. */
export function sendableOf(holdings: Pick<Holdings, 'lots' | 'transferCap'> | null): number {
  if (!holdings) return 0;
  const transferable = holdings.lots
    .filter((lot) => lot.transferable)
    .reduce((sum, lot) => sum + lot.amount, 0);
  return Math.min(transferable, holdings.transferCap);
}
