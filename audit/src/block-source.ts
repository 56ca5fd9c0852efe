/** What the audit reads: blocks as one organisation has them, and what that organisation keeps beside them. */

/** [block number, place in the block]. */
export type Version = readonly [number, number];

export interface RangeRead {
  start: string;
  end: string;
  exhausted: boolean;
  /** Of many results a peer keeps only hashes: then it is a test of whether these are they. */
  results: KeyVersion[] | ((found: readonly KeyVersion[]) => boolean);
}
export interface KeyVersion {
  key: string;
  version: Version;
}

export interface AuditTransaction {
  transactionId: string;
  /** Unix milliseconds. */
  time: number;
  function: string;
  args: string[];
  result: string;
  reads: { key: string; version: Version | null }[];
  /** [start, end) when exhausted; else `end` is the last key fetched and part of it. */
  ranges: RangeRead[];
  writes: { key: string; value: string | null }[];
  event: { name: string; payload: string } | null;
  /** The validation code, with Fabric's name. */
  code: string;
  /**
   * Why it must have been refused whatever it read: too few endorsers, a signature that does not hold, bytes that cannot be read. Null when there is no
   * such reason; absent where the source cannot know it.
   */
  cannotBeValid?: string | null;
  /** Another contract's, or the network's own: what it found there may have made it invalid, which cannot be judged from here. */
  elsewhere?: boolean;
}

export interface AuditBlock {
  number: number;
  previousHash: string;
  hash: string;
  transactions: AuditTransaction[];
  /** What the source, which knows the format, found wrong in the block's own bytes and hashes. */
  problems: string[];
}

/** A block that could not be read at all; nothing after it can be replayed. */
export interface UnreadableBlock {
  number: number;
  unreadable: string;
}

export interface StateEntry {
  key: string;
  value: string;
  version: Version;
}

export interface BlockSource {
  /** In the order in which they are stored, from block 0. */
  blocks(): Iterable<AuditBlock | UnreadableBlock> | AsyncIterable<AuditBlock | UnreadableBlock>;
  /** The number of blocks and the last one's hash as kept outside the blocks; null where nothing keeps them; a sentence when unreadable. */
  tip(): { height: number; hash: string } | string | null;
  /** The current state as the source keeps it beside its blocks, or null when it has none. */
  state(): Iterable<StateEntry> | null;
  /** The verdicts kept beside the blocks, by transaction id, or null when there are none. */
  verdicts(): Iterable<{ transactionId: string; block: number; index: number; code: string }> | null;
  close(): void;
}
