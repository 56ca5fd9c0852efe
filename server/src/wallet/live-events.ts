import type { ErrorCode, Id } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { WalletEvent } from '../live/live.ts';
import type { LiveMessage } from '../live/message.ts';
import { readSettings } from '../settings/settings.ts';
import { type WalletEntry, type WalletLot, withNames } from './entry.ts';
import { holding } from './home.ts';
import { vendorNames } from './store.ts';

/** What a phone is told the moment it is so. */
export type WalletNews =
  /** The balance as it is now, which may be newer than the entries. In won. */
  | { is: 'entries'; entries: WalletEntry[]; balance: number; lots: WalletLot[] }
  /** Key, limit or status changed: the home is to be read again. */
  | { is: 'account' }
  /** A dispute of this member's has changed. */
  | { is: 'dispute'; charge: Id }
  /** A counter's paper slip waits for a word, or does no more: the home has it. */
  | { is: 'paperSlip'; charge: Id }
  /** What the office says about an outage; empty: nothing any more. */
  | { is: 'banner'; text: string }
  /** A charge of this phone's code was refused; `shortBy` in won where it is a matter of an amount. */
  | {
      is: 'refused';
      charge: Id;
      vendor: string | null;
      code: ErrorCode;
      amount: number;
      shortBy: number | null;
      at: number;
    };

export async function walletNews(
  db: Database,
  account: Id,
  event: WalletEvent,
  nowMs: number,
): Promise<WalletNews | null> {
  switch (event.kind) {
    case 'entries': {
      const [entries, held] = await Promise.all([withNames(db, event.entries), holding(db, account, nowMs)]);
      return { is: 'entries', entries, ...held };
    }
    case 'account':
      return { is: 'account' };
    case 'message':
      return messageNews(db, event.message);
    case 'refused': {
      const { charge, code, amount, shortBy, at } = event;
      const vendor = (await vendorNames(db, [event.vendor])).get(event.vendor) ?? null;
      return { is: 'refused', charge, vendor, code, amount, shortBy, at };
    }
  }
}

async function messageNews(db: Database, message: LiveMessage): Promise<WalletNews | null> {
  if (message.is === 'dispute') return { is: 'dispute', charge: message.charge };
  if (message.is === 'paperSlip') return message;
  if (message.is === 'banner') return { is: 'banner', text: (await readSettings(db)).outageBanner };
  return null;
}
