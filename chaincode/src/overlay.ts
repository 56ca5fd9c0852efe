import {
  type Canonical,
  canonicalJson,
  carrierCallsMax,
  type RecordKind,
  type RecordOf,
  rangeNotesACall,
  readStateKey,
  recordSchemas,
  stateKey,
} from '@kumoh-pay/domain';
import type { Ledger } from './ledger.ts';

/** A record as some order of the carrier left it; null where there is none. */
type Value = RecordOf<RecordKind> | null;

/**
 * The state as the orders of one carrier see it: committed values, read once each, under what earlier orders of the
 * carrier have written. Nothing is written to the ledger before `flush`.
 */
export class Overlay {
  readonly #ledger: Ledger;
  readonly #values = new Map<string, Value>();
  readonly #written = new Set<string>();
  #calls = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  async get(key: string): Promise<Value> {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    await this.load([key]);
    return this.seen(key);
  }

  /** Reads together what is going to be asked for: a state call is little more than its way to the peer and back. */
  async load(keys: readonly string[]): Promise<void> {
    const unknown = [...new Set(keys)].filter((key) => !this.#values.has(key));
    if (unknown.length === 0) return;
    for (const _ of unknown) this.#count();
    const values = await this.#ledger.getAll(unknown);
    for (const [place, key] of unknown.entries())
      this.#values.set(key, parseRecord(key, values[place] ?? null));
  }

  /** What `get` has last answered; a key that was never read counts as absent (notes, which are written once). */
  seen(key: string): Value {
    return this.#values.get(key) ?? null;
  }

  /** Committed records only: a range does not see the overlay, so the order that asks travels alone. */
  async *range(kind: RecordKind, ...parts: string[]): AsyncIterable<{ key: string; value: Value }> {
    let seen = 0;
    for await (const { key, value } of this.#ledger.range(stateKey(kind, ...parts))) {
      if (seen % rangeNotesACall === 0) this.#count();
      seen += 1;
      const record = parseRecord(key, value);
      this.#values.set(key, record);
      yield { key, value: record };
    }
  }

  set(key: string, value: Value): void {
    if (!this.#written.has(key)) this.#count();
    this.#written.add(key);
    this.#values.set(key, value);
  }

  /** Writes everything in key order, so that all endorsers do the same in the same order. */
  async flush(): Promise<void> {
    const changes = [...this.#written].sort().map((key) => {
      const value = this.seen(key);
      return { key, value: value === null ? null : canonicalJson(value as Canonical) };
    });
    if (changes.length > 0) await this.#ledger.write(changes);
  }

  #count(): void {
    this.#calls += 1;
    if (this.#calls > carrierCallsMax)
      throw new Error(`a carrier makes at most ${carrierCallsMax} state calls`);
  }
}

/** Parsed on every read: a record that is not of its kind is damage, and nothing is built on it. */
function parseRecord(key: string, text: string | null): Value {
  if (text === null || text === '') return null;
  const kind = readStateKey(key)?.kind ?? '';
  if (!isRecordKind(kind)) throw new Error(`no such record: ${kind}`);
  return recordSchemas[kind].parse(JSON.parse(text));
}

const isRecordKind = (kind: string): kind is RecordKind => Object.hasOwn(recordSchemas, kind);
