import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode } from '@kumoh-pay/domain';
import { news } from './news.svelte.ts';
import { session } from './session.svelte.ts';

/** What failed is asked for again after this: nobody should have to open the page anew. */
const retryMs = 5_000;
/** What takes longer will not come, as after a laptop's sleep: the next news overtake it. */
const patienceMs = 15_000;

/** What a screen shows of the server's: loaded when it opens, again whenever the ledger moves, and until it comes. */
export class Loaded<T> {
  value = $state.raw<T | null>(null);
  trouble = $state<ErrorCode | null>(null);
  readonly #read: () => Promise<T>;
  #turn = 0;
  /** When the read that is under way began; null: none is. */
  #since: number | null = null;
  /** News have come while it was read. */
  #again = false;
  #followed = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  /** Asks now: an answer to an earlier question that is still on its way is dropped. */
  load = async (): Promise<void> => {
    clearTimeout(this.#retry);
    this.#turn += 1;
    const turn = this.#turn;
    this.#since = Date.now();
    this.#again = false;
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
    } finally {
      if (turn === this.#turn) this.#came();
    }
  };

  /** News overtake nothing: in a rush they come sooner than a slow answer, and none would ever be shown. */
  #hear = (): void => {
    if (this.#since !== null && Date.now() - this.#since < patienceMs) this.#again = true;
    else void this.load();
  };
  /** What went wrong is asked for again in its own time. */
  #came(): void {
    this.#since = null;
    if (this.#again && this.trouble === null) void this.load();
  }

  /** For `onMount` of a form: loads now and until it has come, and never again. @returns the end of it. */
  followUntilThere = (): (() => void) => {
    this.#followed = true;
    void this.load();
    return () => {
      this.#followed = false;
      this.#again = false;
      clearTimeout(this.#retry);
    };
  };

  /** For `onMount`: loads now and at each news. @returns the end of it. */
  follow = (): (() => void) => {
    const stop = this.followUntilThere();
    const end = news.listen(this.#hear);
    return () => {
      stop();
      end();
    };
  };
}
