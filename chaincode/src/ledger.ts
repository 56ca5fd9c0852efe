export interface Write {
  key: string;
  value: string | null;
}

/** The little of a Fabric stub that the contract's core stands on, so that the core is pure and can be tested on a map. */
export interface Ledger {
  /** The channel: part of every signed byte string, so that nothing signed for one ledger is of use on another. */
  readonly name: string;
  readonly transactionId: string;
  /** The transaction's time in Unix milliseconds, the proposer's; peers refuse a proposal more than two minutes from their clock. */
  readonly time: number;
  /** The committed values, or nulls, in the order of the keys. Own writes are not seen. */
  getAll(keys: readonly string[]): Promise<(string | null)[]>;
  /** Every committed key that starts with the composite key's prefix, in key order. */
  range(prefix: string): AsyncIterable<{ key: string; value: string }>;
  /** All that a carrier changes, in the order given; null deletes. */
  write(changes: readonly Write[]): Promise<void>;
  setEvent(name: string, payload: string): void;
}
