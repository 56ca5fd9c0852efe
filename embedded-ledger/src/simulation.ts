import type { MetadataWrite, RangeRead, TransactionContent, Version } from './block.ts';
import { parseBlock } from './block.ts';
import { EndorseError } from './errors.ts';
import type { Limits } from './limits.ts';
import { metadataOf } from './policy.ts';
import { RangeQuery } from './range-query.ts';
import type { StateReader } from './state.ts';
import { compareUtf8 } from './utf8-order.ts';

export type ReadWriteSet = Pick<TransactionContent, 'reads' | 'ranges' | 'writes' | 'metadata'>;
export type KeyHistory = { transactionId: string; time: number; value: string | null }[];

/**
 * One run of one proposal against one committed state. It notes what was read, at which version, and what is to be
 * written; its own writes stay invisible to it, as on a peer.
 */
export class Simulation {
  readonly transactionId: string;
  readonly #state: StateReader;
  readonly #limits: Limits;
  readonly #reads = new Map<string, Version | null>();
  readonly #writes = new Map<string, string | null>();
  readonly #metadata = new Map<string, MetadataWrite>();
  readonly #queries = new Map<string, RangeQuery>();
  readonly #ranges: RangeRead[] = [];
  #paginated = false;
  /** Set when a limit was met: the proposal fails even if the contract swallows the error. */
  failure: EndorseError | undefined;

  constructor(transactionId: string, state: StateReader, limits: Limits) {
    this.transactionId = transactionId;
    this.#state = state;
    this.#limits = limits;
  }

  /** An absent key has the empty value. */
  get(key: string): string {
    const entry = this.#state.get(key);
    this.#note(key, entry?.version ?? null);
    return entry?.value ?? '';
  }

  /** An empty value deletes, even a key that is absent. */
  put(key: string, value: string): void {
    this.#checkWritable();
    this.#writes.set(key, value === '' ? null : value);
  }

  /** Reading a key's policy reads the key. */
  getMetadata(key: string): Record<string, string> {
    const entry = this.#state.get(key);
    this.#note(key, entry?.version ?? null);
    return metadataOf(entry);
  }

  putMetadata(key: string, name: string, value: string): void {
    this.#checkWritable();
    this.#metadata.set(`${name}\n${key}`, { key, name, value });
  }

  /** Opens a range query. With a page it reads one page of it, and this transaction may write nothing. */
  openRange(start: string, end: string, pageSize?: number): RangeQuery {
    if (pageSize !== undefined) {
      if (this.#writes.size > 0 || this.#metadata.size > 0) {
        throw new Error(
          'paginated queries are supported only in a read-only transaction: it has written already',
        );
      }
      this.#paginated = true;
    }
    const query = new RangeQuery(String(this.#ranges.length), this.#state, start, end, () =>
      this.#limitReached(),
    );
    query.limit = this.#limits.rangeResults;
    query.pageSize = pageSize;
    this.#queries.set(query.id, query);
    this.#ranges.push(query.read);
    return query;
  }

  query(id: string): RangeQuery {
    const query = this.#queries.get(id);
    if (query === undefined) throw new Error(`query iterator not found: ${id}`);
    return query;
  }

  closeRange(id: string): void {
    this.#queries.delete(id);
  }

  /** Valid writes, newest first; never part of what was read. */
  history(key: string): KeyHistory {
    const found: KeyHistory = [];
    for (const text of this.#state.blockTextsDescending()) {
      for (const transaction of parseBlock(text).transactions.toReversed()) {
        const write = transaction.writes.find((candidate) => candidate.key === key);
        if (transaction.code !== 'VALID' || write === undefined) continue;
        found.push({ transactionId: transaction.transactionId, time: transaction.time, value: write.value });
      }
    }
    return found;
  }

  readWriteSet(): ReadWriteSet {
    const reads = [...this.#reads].map(([key, version]) => ({ key, version }));
    const writes = [...this.#writes].map(([key, value]) => ({ key, value }));
    const metadata = [...this.#metadata.values()].sort((a, b) => compareUtf8(a.key, b.key));
    return {
      ...(metadata.length > 0 ? { metadata } : {}),
      ranges: this.#ranges,
      reads: reads.sort((a, b) => compareUtf8(a.key, b.key)),
      writes: writes.sort((a, b) => compareUtf8(a.key, b.key)),
    };
  }

  #note(key: string, version: Version | null): void {
    if (!this.#reads.has(key)) this.#reads.set(key, version);
  }

  #checkWritable(): void {
    if (this.#paginated)
      throw new Error('transaction has already performed a paginated query: writes are not allowed');
  }

  #limitReached(): never {
    this.failure = new EndorseError(
      `a range query gave more than ${this.#limits.rangeResults} results`,
      this.transactionId,
      'limit',
    );
    throw this.failure;
  }
}
