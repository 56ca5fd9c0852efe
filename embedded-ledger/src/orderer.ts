import type { Envelope } from './envelope.ts';
import { blockPreferredBytes } from './limits.ts';

/**
 * Puts transactions in order and cuts them into blocks: by count, by bytes, or when the first of them has waited
 * `timeoutMs`. While one block is being written the next one gathers, so a slow disk makes larger blocks.
 */
export class Orderer {
  readonly #maxTransactions: number;
  readonly #timeoutMs: number;
  readonly #commit: (batch: Envelope[]) => Promise<void>;
  #pending: Envelope[] = [];
  #bytes = 0;
  #cancelTimer: (() => void) | undefined;
  #due = false;
  #busy: Promise<void> | undefined;

  constructor(maxTransactions: number, timeoutMs: number, commit: (batch: Envelope[]) => Promise<void>) {
    this.#maxTransactions = maxTransactions;
    this.#timeoutMs = timeoutMs;
    this.#commit = commit;
  }

  /** True if nothing waits and nothing is being written. */
  get idle(): boolean {
    return this.#pending.length === 0 && this.#busy === undefined;
  }

  add(envelope: Envelope): void {
    this.#pending.push(envelope);
    this.#bytes += envelope.size;
    this.#cancelTimer ??= after(this.#timeoutMs, () => {
      this.#due = true;
      this.#cut();
    });
    if (this.#full()) this.#cut();
  }

  /** Cuts what waits and resolves when all of it is written. */
  async drain(): Promise<void> {
    while (!this.idle) {
      this.#due = true;
      this.#cut();
      await this.#busy;
    }
  }

  #full(): boolean {
    return this.#pending.length >= this.#maxTransactions || this.#bytes >= blockPreferredBytes;
  }

  #cut(): void {
    if (this.#busy !== undefined || this.#pending.length === 0 || !(this.#due || this.#full())) return;
    const batch = this.#take();
    if (this.#pending.length === 0) {
      this.#cancelTimer?.();
      this.#cancelTimer = undefined;
      this.#due = false;
    }
    this.#busy = this.#commit(batch).finally(() => {
      this.#busy = undefined;
      this.#cut();
    });
  }

  #take(): Envelope[] {
    let bytes = 0;
    let count = 0;
    for (const { size } of this.#pending) {
      if (count === this.#maxTransactions || (count > 0 && bytes + size > blockPreferredBytes)) break;
      bytes += size;
      count += 1;
    }
    this.#bytes -= bytes;
    return this.#pending.splice(0, count);
  }
}

/** With no time to wait it is the end of this turn of the event loop: a timer would take a millisecond. */
function after(timeoutMs: number, action: () => void): () => void {
  if (timeoutMs === 0) {
    const immediate = setImmediate(action);
    return () => clearImmediate(immediate);
  }
  const timer = setTimeout(action, timeoutMs);
  return () => clearTimeout(timer);
}
