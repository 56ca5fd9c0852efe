import type { SignedOrder } from '@kumoh-pay/domain';
import type { AttemptKey, Settled } from './attempt-store.ts';
import type { Waiting } from './carrier-queue.ts';

/** An order on its way to the ledger. */
export interface Travelling extends Waiting {
  readonly key: AttemptKey;
  readonly digest: string;
  /** With the hints as they were last named. */
  signed: SignedOrder;
  /** Journeys alone whose carrier failed validation. */
  retries: number;
  /** Names its hints anew: after a conflict the notes may have gone. */
  renew(): Promise<void>;
  /** Called once, with what the order came to. */
  settle(settled: Settled): void;
  /** Called after it, when the row says so too. */
  written(): void;
}
