import type { ErrorCode, ReadQuery, SignedOrder } from '@kumoh-pay/domain';
import type { Logger } from 'pino';
import type { Database } from './db/index.ts';
import type { Keys } from './keys/keys.ts';
import type { ServerConfig } from './server-config.ts';

/** What becomes of an order. `unknown`: it may still commit; ask again with the same order. */
export type SubmitAnswer =
  | { state: 'committed'; result: unknown; repeat: boolean }
  | { state: 'refused'; code: ErrorCode; detail: string }
  | { state: 'void' }
  | { state: 'unknown' };

/** The server's way to the ledger, as the people's side needs it. */
export interface Money {
  /** Part of everything that is signed. */
  readonly ledgerName: string;
  submitOrder(signed: SignedOrder): Promise<SubmitAnswer>;
  /** Records as they stand on the ledger, as canonical JSON; null where there is none. */
  read(query: ReadQuery): Promise<(string | null)[]>;
  /** Plain words; none: ready. */
  whyNotReady(): Promise<string[]>;
  stop(): Promise<void>;
}

/** Opens it, with everything behind it running: carriers, projector, live events. */
export type OpenMoney = (parts: MoneyParts) => Promise<Money>;
export interface MoneyParts {
  config: ServerConfig;
  db: Database;
  log: Logger;
  keys: Keys;
}
