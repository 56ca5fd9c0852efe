import { minuteMs } from '@kumoh-pay/domain';
import type { WalletNews } from '@kumoh-pay/server/wallet/live-events.ts';
import type { Entry } from './kept.ts';

export interface Payment {
  sequence: number;
  vendor: string | null;
  /** In won, above zero. */
  amount: number;
  at: number;
}

/**
 * As long as somebody stands at the counter. What happened earlier, while the phone slept, is told in a line and not by the
 * whole screen: yesterday's green shown at another counter would be believed.
 */
const atCounterMs = 10 * minuteMs;
export const isJustNow = (at: number, nowMs: number): boolean => nowMs - at < atCounterMs;

/** A payment that a stream tells of, or null: refunds, transfers and issues are no payment. */
export function paymentsIn(news: WalletNews): Payment[] {
  if (news.is !== 'entries') return [];
  return news.entries
    .filter(({ kind }) => kind === 'charge')
    .map(({ sequence, other, amount, at }) => ({ sequence, vendor: other, amount: -amount, at }));
}

const gains: readonly string[] = ['receive', 'refund', 'issue'];
/** What has come in just now, from whomever. */
export const gainsIn = (news: WalletNews, nowMs: number): Entry[] =>
  news.is === 'entries'
    ? news.entries.filter(({ kind, at }) => gains.includes(kind) && isJustNow(at, nowMs))
    : [];
