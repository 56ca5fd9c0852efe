/** A code that stays in view is one code: it is told again only after being out of view for so long, or after `clear`. */
export const repeatPauseMs = 2_000;

/** Which of the texts that a camera sees thirty times a second are news. */
export class Repeats {
  readonly #lastSeenMs = new Map<string, number>();

  /** True when the text is to be told. Times in ms of one steady clock. */
  isNews(text: string, nowMs: number): boolean {
    for (const [other, seenMs] of this.#lastSeenMs) {
      if (nowMs - seenMs >= repeatPauseMs) this.#lastSeenMs.delete(other);
    }
    const news = !this.#lastSeenMs.has(text);
    this.#lastSeenMs.set(text, nowMs);
    return news;
  }

  /** The same code may be told again at once: an amount was armed, or the result was dismissed. */
  clear(): void {
    this.#lastSeenMs.clear();
  }
}
