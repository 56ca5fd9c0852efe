import type { Commit } from './commit.ts';
import type { CommitStatus } from './state.ts';

type Answer = (status: CommitStatus | 'unknown') => void;

/** Those who wait for a verdict or for the next block. */
export class CommitWaits {
  readonly #byTransaction = new Map<string, Set<Answer>>();
  readonly #forBlock = new Set<() => void>();

  forStatus(transactionId: string, waitMs: number): Promise<CommitStatus | 'unknown'> {
    return new Promise((resolve) => {
      const waiting = this.#byTransaction.get(transactionId) ?? new Set();
      this.#byTransaction.set(transactionId, waiting);
      const answer: Answer = (status) => {
        clearTimeout(timer);
        waiting.delete(answer);
        if (waiting.size === 0) this.#byTransaction.delete(transactionId);
        resolve(status);
      };
      const timer = setTimeout(() => answer('unknown'), waitMs);
      waiting.add(answer);
    });
  }

  /** Resolves at the next block, at the signal, or when there will be none. */
  forBlock(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', wake);
        this.#forBlock.delete(wake);
        resolve();
      };
      signal?.addEventListener('abort', wake);
      this.#forBlock.add(wake);
    });
  }

  /** The block is durable. */
  settle(commit: Commit, statusOf: (transactionId: string) => CommitStatus | undefined): void {
    for (const { id } of commit.index) {
      const waiting = this.#byTransaction.get(id);
      if (waiting === undefined) continue;
      for (const answer of [...waiting]) answer(statusOf(id) ?? 'unknown');
    }
    for (const wake of [...this.#forBlock]) wake();
  }

  giveUp(): void {
    for (const waiting of [...this.#byTransaction.values()])
      for (const answer of [...waiting]) answer('unknown');
    for (const wake of [...this.#forBlock]) wake();
  }
}
