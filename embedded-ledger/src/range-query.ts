import type { RangeRead } from './block.ts';
import { rangeBatchSize } from './limits.ts';
import type { KeyedEntry, StateReader } from './state.ts';

export type RangeBatch = { results: { key: string; value: string }[]; hasMore: boolean; bookmark: string };

/**
 * A range query as a peer runs it: batches of 100 with one result of look-ahead. Every result *fetched* is part of
 * what the transaction read, whether the contract looked at it or not; the protected range ends at the last of them,
 * or at its full end once that was reached.
 */
export class RangeQuery {
  readonly id: string;
  readonly read: RangeRead;
  readonly #state: StateReader;
  readonly #end: string;
  readonly #limitReached: () => never;
  #ahead: KeyedEntry[] = [];
  limit = 0;
  pageSize: number | undefined;

  constructor(id: string, state: StateReader, start: string, end: string, limitReached: () => never) {
    this.id = id;
    this.#state = state;
    this.#end = end;
    this.#limitReached = limitReached;
    this.read = { end, exhausted: false, results: [], start };
  }

  nextBatch(): RangeBatch {
    const size = this.pageSize ?? rangeBatchSize;
    const batch = [...this.#ahead, ...this.#fetch(size + 1 - this.#ahead.length)];
    this.#ahead = batch.splice(size);
    return {
      results: batch.map(({ key, entry }) => ({ key, value: entry.value })),
      hasMore: this.pageSize === undefined && this.#ahead.length > 0,
      bookmark: this.#ahead[0]?.key ?? '',
    };
  }

  #fetch(count: number): KeyedEntry[] {
    if (this.read.exhausted) return [];
    const last = this.read.results.at(-1);
    const from = last?.key ?? this.read.start;
    const fetched = this.#state.range(from, this.#end, count, last !== undefined);
    for (const { key, entry } of fetched) this.read.results.push({ key, version: entry.version });
    if (this.read.results.length > this.limit) this.#limitReached();
    this.read.exhausted = fetched.length < count;
    this.read.end = this.read.exhausted ? this.#end : (this.read.results.at(-1)?.key ?? this.#end);
    return fetched;
  }
}
