import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode } from '@kumoh-pay/domain';
import { news } from './news.svelte.ts';
import { session } from './session.svelte.ts';

/** What a screen shows of the server's: loaded when it opens, and again whenever the ledger moves. */
export class Loaded<T> {
  value = $state.raw<T | null>(null);
  trouble = $state<ErrorCode | null>(null);
  readonly #read: () => Promise<T>;
  #turn = 0;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  /** An answer that a later question has overtaken is dropped. */
  load = async (): Promise<void> => {
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const value = await this.#read();
      if (turn !== this.#turn) return;
      this.value = value;
      this.trouble = null;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.trouble = troubleOf(error);
      // The session is over: the sign-in page takes the place of this one, and comes back to it.
      if (this.trouble === 'SIGN_IN_AGAIN') void session.look();
    }
  };

  /** For `onMount`: loads now and at each news. @returns the end of it. */
  follow = (): (() => void) => {
    void this.load();
    return news.listen(() => void this.load());
  };
}
