/**
 * A fair lock between simulations (readers, many at once) and the switch to a new state (a writer, alone). They are
 * served in the order of asking, so a stream of simulations cannot keep a commit waiting, nor the other way round.
 */
export class ReadWriteLock {
  readonly #waiting: { exclusive: boolean; start: () => void }[] = [];
  #readers = 0;
  #writing = false;

  /** True if nobody holds it or waits for it. */
  get idle(): boolean {
    return this.#readers === 0 && !this.#writing && this.#waiting.length === 0;
  }

  /** Resolves when the caller holds the lock, to the function that gives it back. */
  async read(): Promise<() => void> {
    await this.#enter(false);
    return once(() => {
      this.#readers -= 1;
      this.#admit();
    });
  }

  async write(): Promise<() => void> {
    await this.#enter(true);
    return once(() => {
      this.#writing = false;
      this.#admit();
    });
  }

  #enter(exclusive: boolean): Promise<void> {
    return new Promise((start) => {
      this.#waiting.push({ exclusive, start });
      this.#admit();
    });
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#writing || (next.exclusive && this.#readers > 0)) return;
      if (next.exclusive) this.#writing = true;
      else this.#readers += 1;
      this.#waiting.shift();
      next.start();
    }
  }
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    action();
  };
}
