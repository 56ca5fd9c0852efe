import type { ReadQuery } from '@kumoh-pay/domain';

/** An endorsed transaction: stored before it is submitted, and sent again unchanged while its outcome is unknown. */
export interface Endorsed {
  transactionId: string;
  bytes: Uint8Array;
  /** The contract's answer, as JSON text. Given out only once the transaction is known to be valid. */
  result: string;
}

export type CommitStatus = { code: string; valid: boolean; block: number };

export interface LedgerTransaction {
  transactionId: string;
  index: number;
  valid: boolean;
  /** The journal that a carrier wrote, as JSON text; null for one that changed nothing. */
  event: string | null;
}
export interface LedgerBlock {
  block: number;
  /** The block's own hash. */
  hash: string;
  transactions: LedgerTransaction[];
}

/** The port that every ledger fits. Only this folder knows which one is behind it. */
export interface Ledger {
  /** The channel's name, which is part of everything that is signed. */
  readonly name: string;
  /** Nothing is ordered by it. @throws EndorseFailed */
  endorse(carrier: string): Promise<Endorsed>;
  /** Neither an answer nor a failure says anything about the outcome: only a commit status does. */
  submit(bytes: Uint8Array): Promise<void>;
  /** Waits up to `waitMs` milliseconds. Of two copies of one transaction the first one's code is the answer. */
  commitStatus(transactionId: string, waitMs: number): Promise<CommitStatus | 'unknown'>;
  /** Committed records as canonical JSON, null where there is none. */
  read(query: ReadQuery): Promise<(string | null)[]>;
  /** Committed blocks in order from a block number on, and then each new one, until aborted. */
  events(fromBlock: number, signal: AbortSignal): AsyncIterable<LedgerBlock>;
  /** The number of blocks. */
  height(): Promise<number>;
  /** What of it keeps orders from being committed just now, in plain words; nothing: ready. */
  whyNotReady(): Promise<string[]>;
  close(): Promise<void>;
}

/**
 * Why nothing was ordered. `carrier`: the contract or a limit refused the carrier as a whole, and would again;
 * `mismatch`: endorsers disagree; `unavailable`: the ledger cannot be reached now.
 */
export type EndorseFailure = 'carrier' | 'mismatch' | 'unavailable';

export class EndorseFailed extends Error {
  readonly failure: EndorseFailure;
  constructor(failure: EndorseFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EndorseFailed';
    this.failure = failure;
  }
}

/** Verdicts after which the same orders may ride again under a new transaction id; after any other they may not. */
const conflictCodes: ReadonlySet<string> = new Set([
  'MVCC_READ_CONFLICT',
  'PHANTOM_READ_CONFLICT',
  'ENDORSEMENT_POLICY_FAILURE',
]);
export const isConflict = (code: string): boolean => conflictCodes.has(code);
