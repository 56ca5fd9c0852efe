import { type Readable, writable } from 'svelte/store';
import { type AskedAhead, takeAskedAhead } from './asked-ahead.ts';
import type { ServerClock } from './clock.ts';

/** unknown: not asked yet. away: the last attempts to reach the server failed. */
export type ConnectionState = 'unknown' | 'there' | 'away';

/** While the server is away it is asked this often, so that the banner goes as soon as it is back. */
const probeEveryMs = 2_000;
/** A probe that takes longer counts as no answer. */
const probeTimeoutMs = 4_000;

/** Whether the server can be reached, learned from every call and stream, and by asking when in doubt. */
export class Connection {
  readonly #state = writable<ConnectionState>('unknown');
  readonly state: Readable<ConnectionState> = { subscribe: this.#state.subscribe };
  readonly #doorPath: string;
  readonly #clock: ServerClock;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(doorPath: string, clock: ServerClock) {
    this.#doorPath = doorPath;
    this.#clock = clock;
    globalThis.addEventListener?.('online', this.#hint);
    globalThis.addEventListener?.('offline', this.#hint);
  }

  /** fetch, with an ear for the server's clock and for silence. What the page has asked ahead is not asked again. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const ahead = typeof input === 'string' ? takeAskedAhead(input) : null;
    const sentAtMs = ahead?.sentAtMs ?? Date.now();
    try {
      const { response, receivedAtMs } = await (ahead?.answer ?? answerTo(input, init));
      this.#hear(response, sentAtMs, receivedAtMs);
      return response;
    } catch (error) {
      // A call that its caller gave up says nothing about the server.
      if (!init?.signal?.aborted) this.doubt();
      throw error;
    }
  };

  reached(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#state.set('there');
  }

  /** Something failed: the server is asked, now and until it answers. */
  doubt(): void {
    if (this.#timer !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => void this.probe(), 0);
  }

  /** True when the server itself answered: a captive portal's or proxy's page is no answer of ours. */
  async probe(): Promise<boolean> {
    const sentAtMs = Date.now();
    const answered = await this.#ask(sentAtMs);
    if (this.#closed) return answered;
    if (answered) this.reached();
    else {
      this.#state.set('away');
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.probe(), probeEveryMs);
    }
    return answered;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    globalThis.removeEventListener?.('online', this.#hint);
    globalThis.removeEventListener?.('offline', this.#hint);
  }

  readonly #hint = (): void => this.doubt();

  async #ask(sentAtMs: number): Promise<boolean> {
    try {
      const { response, receivedAtMs } = await answerTo(`${this.#doorPath}/probe`, {
        cache: 'no-store',
        signal: AbortSignal.timeout(probeTimeoutMs),
      });
      return this.#hear(response, sentAtMs, receivedAtMs);
    } catch {
      return false;
    }
  }

  /** tRPC answers in JSON, its errors too; what stands between us and it answers in HTML or text. */
  #hear(response: Response, sentAtMs: number, receivedAtMs: number): boolean {
    if (!response.headers.get('content-type')?.startsWith('application/json')) {
      this.doubt();
      return false;
    }
    this.#clock.hear(response.headers, sentAtMs, receivedAtMs);
    this.reached();
    return true;
  }
}

const answerTo = async (...asked: Parameters<typeof globalThis.fetch>): AskedAhead['answer'] => ({
  response: await fetch(...asked),
  receivedAtMs: Date.now(),
});
