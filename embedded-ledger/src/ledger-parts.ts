import type Database from 'better-sqlite3';
import type { BlockWriter } from './block-writer.ts';
import type { Endorser } from './endorser.ts';
import type { Limits } from './limits.ts';
import type { Proposal } from './proposal.ts';
import type { Snapshot } from './state.ts';
import type { Tip } from './tip-file.ts';

/** The id is made, and the time is the ledger's, unless given. */
export type ProposalRequest = Pick<Proposal, 'function' | 'args'> &
  Partial<Pick<Proposal, 'transactionId' | 'time'>>;

/** `bytes` is all that is to be ordered: store it, then submit it, the same bytes as often as need be. */
export type Endorsed = { transactionId: string; result: string; bytes: Uint8Array };

/** What `openEmbeddedLedger` puts together. */
export type LedgerParts = {
  channel: string;
  creator: string;
  now: () => number;
  limits: Limits;
  blockMaxTransactions: number;
  blockTimeoutMs: number;
  endorsers: readonly Endorser[];
  lagging: Snapshot | undefined;
  directory: string;
  database: Database.Database;
  snapshot: Snapshot;
  sealKey: Uint8Array;
  tip: Tip;
  writer: BlockWriter;
  closeFiles: () => void;
};
