import { minuteMs } from '@kumoh-pay/domain';

/** Untouched for so long, what a page asks it asks by itself: what news makes it read again, or another try. */
const byItselfAfterMs = minuteMs;

/** When somebody last touched this page, or pressed a key in it. */
export class Touch {
  #at: number;
  readonly #now: () => number;

  constructor(
    page: Partial<Pick<EventTarget, 'addEventListener'>> = globalThis,
    now: () => number = Date.now,
  ) {
    this.#now = now;
    this.#at = now();
    for (const kind of ['pointerdown', 'keydown', 'wheel'])
      page.addEventListener?.(
        kind,
        () => {
          this.#at = this.#now();
        },
        { capture: true, passive: true },
      );
  }

  /** Says of a call that nobody is there, so that it does not keep a session alive (server.md, Sessions). */
  headers = (): Record<string, string> =>
    this.#now() - this.#at > byItselfAfterMs ? { 'x-by-itself': '1' } : {};
}
