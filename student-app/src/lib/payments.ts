import type { WalletNews } from '@kumoh-pay/server/wallet/live-events.ts';

export interface Payment {
  sequence: number;
  vendor: string | null;
  /** In won, above zero. */
  amount: number;
  at: number;
}
/** A payment that a stream tells of, or null: refunds, transfers and issues are no payment. */
export function paymentsIn(news: WalletNews): Payment[] {
  if (news.is !== 'entries') return [];
  return news.entries
    .filter(({ kind }) => kind === 'charge')
    .map(({ sequence, other, amount, at }) => ({ sequence, vendor: other, amount: -amount, at }));
}
