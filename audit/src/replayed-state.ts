import type { AuditTransaction, Version } from './block-source.ts';

interface Entry {
  value: string;
  version: Version;
}

const compareBytes = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));

/** The state as the write sets of valid transactions make it, and the verdict that it demands of each transaction. */
export class ReplayedState {
  readonly #entries = new Map<string, Entry>();
  /** Note keys by box, so that counting a day does not look at all keys. */
  readonly #boxes = new Map<string, Set<string>>();
  readonly #transactions = new Set<string>();
  /** What valid transactions of the present block wrote: a read of it by a later one of the same block is stale. */
  readonly #touched = new Set<string>();

  get(key: string): string | null {
    return this.#entries.get(key)?.value ?? null;
  }

  entry(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  entries(): IterableIterator<[string, Entry]> {
    return this.#entries.entries();
  }

  beginBlock(): void {
    this.#touched.clear();
  }

  apply(writes: AuditTransaction['writes'], version: Version): void {
    for (const { key, value } of writes) {
      this.#touched.add(key);
      if (value === null) this.#remove(key);
      else this.#put(key, { value, version });
    }
  }

  /**
   * What validation must have said, by the rules of the peer: a transaction id counts once; every read must find the
   * version it found when the transaction was simulated; every range must hold the same keys with the same versions.
   */
  verdict(
    transaction: AuditTransaction,
  ): 'VALID' | 'DUPLICATE_TXID' | 'MVCC_READ_CONFLICT' | 'PHANTOM_READ_CONFLICT' {
    if (this.#transactions.has(transaction.transactionId)) return 'DUPLICATE_TXID';
    this.#transactions.add(transaction.transactionId);
    const fresh = ({ key, version }: AuditTransaction['reads'][number]): boolean =>
      !this.#touched.has(key) && sameVersion(this.#entries.get(key)?.version ?? null, version);
    if (!transaction.reads.every(fresh)) return 'MVCC_READ_CONFLICT';
    return transaction.ranges.every((range) => this.#rangeHolds(range)) ? 'VALID' : 'PHANTOM_READ_CONFLICT';
  }

  #rangeHolds(range: AuditTransaction['ranges'][number]): boolean {
    const inside = (key: string): boolean => {
      if (compareBytes(key, range.start) < 0) return false;
      if (range.end === '') return true;
      const beyond = compareBytes(key, range.end);
      return range.exhausted ? beyond < 0 : beyond <= 0;
    };
    const withinBox = range.end.startsWith(range.start) && this.#boxes.get(range.start);
    const candidates = withinBox || this.#entries.keys();
    const found = [...candidates].filter(inside).sort(compareBytes);
    const { results } = range;
    if (typeof results === 'function')
      return results(found.map((key) => ({ key, version: this.#entries.get(key)?.version ?? [-1, -1] })));
    return (
      found.length === results.length &&
      results.every(
        ({ key, version }, place) =>
          found[place] === key && sameVersion(this.#entries.get(key)?.version ?? null, version),
      )
    );
  }

  #put(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
    if (!key.startsWith(noteKeys)) return;
    const keys = this.#boxes.get(boxOf(key));
    if (keys) keys.add(key);
    else this.#boxes.set(boxOf(key), new Set([key]));
  }

  #remove(key: string): void {
    this.#entries.delete(key);
    if (key.startsWith(noteKeys)) this.#boxes.get(boxOf(key))?.delete(key);
  }
}

const noteKeys = '\u0000note\u0000';
/** A note's key without its last part: what a query for a box's notes begins with. */
const boxOf = (key: string): string => key.slice(0, key.lastIndexOf('\u0000', key.length - 2) + 1);

const sameVersion = (left: Version | null, right: Version | null): boolean =>
  left === null || right === null ? left === right : left[0] === right[0] && left[1] === right[1];
