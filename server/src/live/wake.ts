/** In-process news: whoever follows a channel is woken after the rows are committed, and reads them itself. */
export class Wakes {
  readonly #waiting = new Map<string, Set<() => void>>();

  wake(channels: readonly string[]): void {
    for (const channel of channels) for (const wake of this.#waiting.get(channel) ?? []) wake();
  }

  /** Whoever listens looks again: for what concerns everybody. */
  wakeAll(): void {
    this.wake([...this.#waiting.keys()]);
  }

  /** Listening begins now, so that nothing is missed between reading the rows and waiting for the next. */
  listen(channel: string): { next(waitMs: number, signal: AbortSignal): Promise<void>; stop(): void } {
    let news = false;
    let resolve: () => void = () => undefined;
    const wake = () => {
      news = true;
      resolve();
    };
    const group = this.#waiting.get(channel) ?? new Set();
    this.#waiting.set(channel, group.add(wake));
    return {
      next: async (waitMs, signal) => {
        if (!news && !signal.aborted) {
          const { promise, resolve: end } = Promise.withResolvers<void>();
          const done = () => end();
          resolve = done;
          const timer = setTimeout(done, waitMs);
          signal.addEventListener('abort', done, { once: true });
          await promise;
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
        }
        news = false;
      },
      stop: () => {
        group.delete(wake);
        if (group.size === 0 && this.#waiting.get(channel) === group) this.#waiting.delete(channel);
      },
    };
  }
}
