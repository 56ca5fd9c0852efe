import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { api } from './line.ts';

/** More than one order in this time is one look: a lunch rush moves the ledger twice a second. */
const gatherMs = 400;
/** The server's own no to a stream, such as too many at once, may be another in a while. */
const againMs = 5_000;

/** The ledger's and the inbox's news, over two streams that stay open while somebody is signed in. */
class News {
  /** Orders that wait for a second officer. */
  waiting = $state(0);
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #streams: { unsubscribe(): void }[] = [];

  /** @param lost a stream was ended by the server: who is signed in is to be looked at again. */
  open(lost: () => void): void {
    if (this.#streams.length > 0) return;
    const onError = (error: unknown) => {
      this.close();
      setTimeout(lost, troubleOf(error) === 'SIGN_IN_AGAIN' ? 0 : againMs);
    };
    const ledger = api.ledger.live.subscribe(undefined, { onData: () => this.#tell(), onError });
    const inbox = api.approval.live.subscribe(undefined, {
      onData: (waiting) => {
        this.waiting = waiting;
        this.#tell();
      },
      onError,
    });
    this.#streams = [ledger, inbox];
  }

  close(): void {
    for (const stream of this.#streams) stream.unsubscribe();
    this.#streams = [];
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
