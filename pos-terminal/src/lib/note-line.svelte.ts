import type { Note } from './stage.ts';

/** As long as it takes to read. */
const noteShownMs = 5_000;

/** The line under the camera. */
export class NoteLine {
  current = $state.raw<Note | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(note: Note | null): void {
    this.current = note;
    clearTimeout(this.#timer);
    if (note !== null) this.#timer = setTimeout(() => this.say(null), noteShownMs);
  }
}
