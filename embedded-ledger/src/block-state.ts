import type { TransactionContent, Version } from './block.ts';
import { metadataOf } from './policy.ts';
import type { KeyedEntry, StateEntry, StateReader } from './state.ts';
import { compareUtf8 } from './utf8-order.ts';

/** What a block does to one key in the end; null deletes it. */
export type StateChange = { key: string; entry: StateEntry | null };

/** The committed state with the valid transactions of the block in hand on top. */
export class BlockState {
  readonly #committed: Pick<StateReader, 'get' | 'range'>;
  readonly #changes = new Map<string, StateEntry | null>();

  constructor(committed: Pick<StateReader, 'get' | 'range'>) {
    this.#committed = committed;
  }

  get(key: string): StateEntry | undefined {
    const change = this.#changes.get(key);
    return change === undefined ? this.#committed.get(key) : (change ?? undefined);
  }

  /** True if an earlier transaction of this block wrote or deleted the key, to whatever value. */
  touched(key: string): boolean {
    return this.#changes.has(key);
  }

  /** The first `limit` entries of [start, end), in UTF-8 order, with the block's own changes. */
  range(start: string, end: string, limit: number): KeyedEntry[] {
    const inside = [...this.#changes].filter(
      ([key]) => compareUtf8(key, start) >= 0 && (end === '' || compareUtf8(key, end) < 0),
    );
    const committed = this.#committed.range(start, end, limit + inside.length, false);
    const merged = new Map(committed.map(({ key, entry }) => [key, entry]));
    for (const [key, entry] of inside) {
      if (entry === null) merged.delete(key);
      else merged.set(key, entry);
    }
    const entries = [...merged].map(([key, entry]) => ({ key, entry }));
    return entries.sort((a, b) => compareUtf8(a.key, b.key)).slice(0, limit);
  }

  /** Applies a valid transaction. A put keeps a key's policy, a delete drops it; a policy for no key is ignored. */
  apply(content: Pick<TransactionContent, 'writes' | 'metadata'>, version: Version): void {
    for (const { key, value } of content.writes) {
      const metadata = this.get(key)?.metadata ?? null;
      this.#changes.set(key, value === null ? null : { value, version, metadata });
    }
    for (const { key, name, value } of content.metadata ?? []) {
      const entry = this.get(key);
      if (entry === undefined) continue;
      const metadata = JSON.stringify({ ...metadataOf(entry), [name]: value });
      this.#changes.set(key, { ...entry, version, metadata });
    }
  }

  changes(): StateChange[] {
    return [...this.#changes].map(([key, entry]) => ({ key, entry }));
  }
}
