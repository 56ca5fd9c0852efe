import { Worker } from 'node:worker_threads';
import type { Commit, WriterAnswer, WriterOptions, WriterRequest } from './commit.ts';
import { LedgerStopped } from './errors.ts';

/** This thread's end of the writer (block-writer-thread.ts). One request at a time. */
export class BlockWriter {
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  #dead: Error | undefined;
  #waiting: { resolve: () => void; reject: (error: Error) => void } | undefined;

  constructor(options: WriterOptions) {
    this.#worker = new Worker(new URL('./block-writer-thread.ts', import.meta.url), {
      workerData: options,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    this.#worker.on('message', (answer: WriterAnswer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#die(error));
    this.#worker.on('exit', () => this.#die(new Error('the block writer has ended')));
    this.#ready = this.#next();
    this.#ready.catch(() => undefined);
  }

  /** Resolves when the block is durable, on the second disk too if there is one. */
  async commit(commit: Commit): Promise<void> {
    await this.#request({ kind: 'commit', commit });
  }

  /** Folds the write-ahead log into the database; only useful while no snapshot is held. */
  async foldLog(): Promise<void> {
    await this.#request({ kind: 'fold-log' });
  }

  async close(): Promise<void> {
    try {
      if (this.#dead === undefined) await this.#request({ kind: 'close' });
    } finally {
      await this.#worker.terminate();
    }
  }

  #die(error: unknown): void {
    this.#settle({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
  }

  async #request(request: WriterRequest): Promise<void> {
    await this.#ready;
    if (this.#dead !== undefined) throw this.#dead;
    const answered = this.#next();
    this.#worker.postMessage(request);
    await answered;
  }

  #next(): Promise<void> {
    if (this.#waiting !== undefined) throw new LedgerStopped('the block writer was asked twice at once');
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  /** After one failure nothing more is written, also if it came after an answer: tip.json may be behind. */
  #settle(answer: WriterAnswer): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (answer.kind !== 'failed') {
      waiting?.resolve();
      return;
    }
    this.#dead ??= answer.error;
    waiting?.reject(answer.error);
  }
}
