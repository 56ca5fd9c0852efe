import { type RecordKind, type RecordOf, recordSchemas, stateKey } from '@kumoh-pay/domain';
import type { Overlay } from './overlay.ts';

export interface Change {
  key: string;
  kind: RecordKind;
  before: RecordOf<RecordKind> | null;
  after: RecordOf<RecordKind> | null;
}

/** One order's view: reads through the overlay, writes kept back until the order is known to be good. */
export class State {
  readonly #overlay: Overlay;
  readonly #writes = new Map<string, { kind: RecordKind; value: RecordOf<RecordKind> | null }>();

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
  }

  async get<Kind extends RecordKind>(kind: Kind, ...parts: string[]): Promise<RecordOf<Kind> | null> {
    const key = stateKey(kind, ...parts);
    const own = this.#writes.get(key);
    // The key's first part is its kind, and the overlay parses by it.
    return (own ? own.value : await this.#overlay.get(key)) as RecordOf<Kind> | null;
  }

  /** All committed notes of a box; the order must travel alone. */
  async *notes(box: string): AsyncIterable<{ id: string; note: RecordOf<'note'> }> {
    const prefix = stateKey('note', box);
    for await (const { key, value } of this.#overlay.range('note', box)) {
      yield { id: key.slice(prefix.length, -1), note: recordSchemas.note.parse(value) };
    }
  }

  put<Kind extends RecordKind>(kind: Kind, parts: readonly string[], value: RecordOf<Kind>): void {
    this.#writes.set(stateKey(kind, ...parts), { kind, value: recordSchemas[kind].parse(value) });
  }

  delete(kind: RecordKind, parts: readonly string[]): void {
    this.#writes.set(stateKey(kind, ...parts), { kind, value: null });
  }

  /** What this order would change, old value against new. */
  changes(): Change[] {
    return [...this.#writes].map(([key, { kind, value }]) => ({
      key,
      kind,
      before: this.#overlay.seen(key),
      after: value,
    }));
  }

  /** Hands the writes to the carrier: the line of no return. */
  commit(): void {
    for (const [key, { value }] of this.#writes) this.#overlay.set(key, value);
  }
}
