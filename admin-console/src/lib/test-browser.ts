import { vi } from 'vitest';

/** An event stream as a page opens it; the test says what the server does. */
class FakeStream extends EventTarget {
  static readonly CLOSED = 2;
  readonly CLOSED = FakeStream.CLOSED;
  readyState = 1;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
  }
  close(): void {
    this.readyState = FakeStream.CLOSED;
  }
  say(event: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }));
  }
}

/** What the browser keeps, for all tests: the classes open it once. */
const kept = new Map<string, unknown>();
const answered = <T>(result: T) => {
  const request = { result, onsuccess: () => undefined as unknown };
  queueMicrotask(() => request.onsuccess());
  return request;
};
const store = {
  get: (key: string) => answered(kept.get(key)),
  put: (value: unknown, key: string) => answered(void kept.set(key, value)),
  delete: (key: string) => answered(void kept.delete(key)),
};
/** Of IndexedDB what one key in one store needs. */
const database = {
  transaction: () => {
    const transaction = { objectStore: () => store, oncomplete: () => undefined, abort: () => undefined };
    setTimeout(() => transaction.oncomplete());
    return transaction;
  },
};

type Answers = Record<string, (input: never) => unknown>;

/** What of a browser the console's classes use: a tab that may be hidden, event streams, and a server that answers. */
export class FakeBrowser {
  readonly streams: FakeStream[] = [];
  readonly asked: { path: string; input: unknown }[] = [];
  /** By procedure; one that throws is a server that cannot be reached. */
  answers: Answers = {};
  /** The server's own no, by procedure. */
  refusals: Record<string, { status: number; message: string }> = {};
  readonly #document = Object.assign(new EventTarget(), { hidden: false });

  constructor() {
    const { streams } = this;
    class Stream extends FakeStream {
      constructor(url: string) {
        super(url);
        streams.push(this);
      }
    }
    vi.stubGlobal('document', this.#document);
    vi.stubGlobal('EventSource', Stream);
    vi.stubGlobal('indexedDB', { open: () => answered(database) });
    vi.stubGlobal('fetch', (url: string, init?: RequestInit) => this.#answer(url, init));
  }

  get openStreams(): FakeStream[] {
    return this.streams.filter(({ readyState }) => readyState !== FakeStream.CLOSED);
  }

  look(at: 'here' | 'elsewhere'): void {
    this.#document.hidden = at === 'elsewhere';
    this.#document.dispatchEvent(new Event('visibilitychange'));
  }

  async #answer(url: string, init?: RequestInit): Promise<Response> {
    const [path = '', query] = url.replace('/trpc/', '').split('?');
    const text = init?.body ?? new URLSearchParams(query).get('input') ?? 'null';
    const input: unknown = JSON.parse(String(text));
    this.asked.push({ path, input });
    const refusal = this.refusals[path];
    if (refusal) {
      const { status, message } = refusal;
      const error = { message, code: -32_000, data: { httpStatus: status } };
      return Response.json({ error }, { status });
    }
    const answer = this.answers[path];
    if (!answer) throw new TypeError(`nobody answers ${path}`);
    return Response.json({ result: { data: await answer(input as never) } });
  }
}
