import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode } from '@kumoh-pay/domain';
import { news } from './news.svelte.ts';
import { session } from './session.svelte.ts';

/** What failed is asked for again after this: nobody should have to open the page anew. */
const retryMs = 5_000;

/** What a screen shows of the server's: loaded when it opens, again whenever the ledger moves, and until it comes. */
export class Loaded<T> {
  value = $state.raw<T | null>(null);
  trouble = $state<ErrorCode | null>(null);
  readonly #read: () => Promise<T>;
  #turn = 0;
  #followed = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  /** An answer that a later question has overtaken is dropped. */
  load = async (): Promise<void> => {
    clearTimeout(this.#retry);
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
      else if (this.#followed) this.#retry = setTimeout(this.load, retryMs);
    }
  };

  /** For `onMount` of a form: loads now and until it has come, and never again. @returns the end of it. */
  followUntilThere = (): (() => void) => {
    this.#followed = true;
    void this.load();
    return () => {
      this.#followed = false;
      clearTimeout(this.#retry);
    };
  };

  /** For `onMount`: loads now and at each news. @returns the end of it. */
  follow = (): (() => void) => {
    const stop = this.followUntilThere();
    const end = news.listen(() => void this.load());
    return () => {
      stop();
      end();
    };
  };
}
