import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { api } from './line.ts';
import { whileSeen } from './while-seen.ts';

/** More than one order in this time is one look: a lunch rush moves the ledger twice a second. */
const gatherMs = 400;
/** The server's own no to a stream, such as too many at once, may be another in a while. */
const againMs = 5_000;

/** The ledger's and the inbox's news, over one stream that is open while somebody is signed in and looks at this tab. */
class News {
  /** Orders that wait for a second officer. */
  waiting = $state(0);
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #end: (() => void) | null = null;

  /** @param lost the stream was ended by the server: who is signed in is to be looked at again. */
  open(lost: () => void): void {
    this.#end ??= whileSeen(() => this.#follow(lost));
  }

  /** The stream begins with how many wait: what came while nobody listened is looked at then. */
  #follow(lost: () => void): () => void {
    const stream = api.ledger.live.subscribe(undefined, {
      onData: (told) => {
        if ('waiting' in told) this.waiting = told.waiting;
        this.#tell();
      },
      onError: (error) => {
        this.close();
        setTimeout(lost, troubleOf(error) === 'SIGN_IN_AGAIN' ? 0 : againMs);
      },
    });
    return () => stream.unsubscribe();
  }

  close(): void {
    this.#end?.();
    this.#end = null;
    this.waiting = 0;
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const listener of this.#listeners) listener();
    }, gatherMs);
  }
}

export const news = new News();
