/** A proposal's time may differ this much from the ledger's clock: design/ledger.md §4, as the Fabric peers' filter. */
export const proposalWindowMs = 2 * 60 * 1000;

/** The peer's own: a simulation holds up commits. Beyond it the proposal fails and nothing is ordered. */
export const executionLimitMs = 30_000;

/** The peer's own for one transaction, all of its bytes as they are ordered. */
export const transactionLimitBytes = 10 * 1024 * 1024;

/** Results of one range query. A peer cuts silently here, which loses money; this ledger fails the proposal. */
export const rangeResultLimit = 100_000;

/** A peer fetches range results in batches of this size, and looks one result further. */
export const rangeBatchSize = 100;

/** Fabric's default for a block. More would only delay the first of them. */
export const blockTransactionLimit = 500;

/** Fabric's PreferredMaxBytes: a block is cut before it grows beyond it; one larger transaction travels alone. */
export const blockPreferredBytes = 2 * 1024 * 1024;

/** Blocks checked each time the ledger is opened; `verifyChain` checks all of them. */
export const blocksCheckedAtOpening = 100;

/** The write-ahead log is folded into the database beyond this size, so that it cannot grow without bound. */
export const logFoldBytes = 16 * 1024 * 1024;

/** The same work on several proposals lets others breathe: a simulation gives way to the event loop this often. */
export const simulationSliceMs = 10;

/** The limits that a caller may lower (tests do); the peer's own are the defaults. */
export type Limits = { executionMs: number; transactionBytes: number; rangeResults: number };
export const peerLimits: Limits = {
  executionMs: executionLimitMs,
  transactionBytes: transactionLimitBytes,
  rangeResults: rangeResultLimit,
};
