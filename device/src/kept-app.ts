/** What a service worker knows of the app that it serves, from SvelteKit's own modules. */
interface AppBuild {
  version: string;
  /** Where the app begins: the worker's scope. */
  scope: string;
  /** Paths of the files with a hash in their name. */
  immutable: readonly string[];
  /**
   * `kept`: the page opens from this device, with no network too, and a new version is seen at the next opening.
   * `network`: the page is always asked for.
   */
  page: 'kept' | 'network';
}

/** The part of a service worker's own scope that keeping an app takes. */
interface AppWorker {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(
    type: 'install' | 'activate',
    listener: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    type: 'fetch',
    listener: (event: { readonly request: Request; respondWith(answer: Promise<Response>): void }) => void,
  ): void;
}

/** All that an app's service worker does. */
export function keepApp(worker: AppWorker, build: Omit<AppBuild, 'scope'>): void {
  const app = new KeptApp({ ...build, scope: worker.registration.scope });
  // A new version may take over at once: what an open page of the old one needs stays.
  worker.addEventListener('install', (event) =>
    event.waitUntil(app.install().then(() => worker.skipWaiting())),
  );
  worker.addEventListener('activate', (event) =>
    event.waitUntil(app.dropOlder().then(() => worker.clients.claim())),
  );
  worker.addEventListener('fetch', (event) => {
    const answer = app.answer(event.request);
    if (answer) event.respondWith(answer);
  });
}

const prefix = 'immutable-';
/** The newest and the one before it: a page of the older version that is still open goes on finding its parts. */
const versionsKept = 2;

/**
 * Keeps what can never change, files with a hash in their name, and where asked the one page that they belong to. Code
 * and styles are fetched at installation, fonts and the QR reader's WebAssembly when they are first used, since most of
 * them never are. No answer of the server is ever kept, so nothing private is.
 */
class KeptApp {
  readonly #name: string;
  readonly #known: ReadonlySet<string>;
  readonly #atOnce: readonly string[];
  readonly #page: string | null;
  /** Asked for before the page is drawn; it has no hash, so it is kept with its page. */
  readonly #firstPaint: string;

  constructor({ version, scope, immutable, page }: AppBuild) {
    const addressOf = (path: string) => new URL(path, scope).href;
    this.#name = `${prefix}${version}`;
    this.#known = new Set(immutable.map(addressOf));
    this.#page = page === 'kept' ? addressOf('.') : null;
    this.#firstPaint = addressOf('first-paint.js');
    const code = [...this.#known].filter((address) => /\.(js|css)$/.test(address));
    this.#atOnce = this.#page === null ? code : [this.#page, this.#firstPaint, ...code];
  }

  /** Whole or not at all: a version of which a part is missing never takes over. */
  async install(): Promise<void> {
    const cache = await caches.open(this.#name);
    await cache.addAll([...this.#atOnce]);
  }

  async dropOlder(): Promise<void> {
    // In the order in which they were made.
    const names = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== this.#name);
    const dropped = names.slice(0, Math.max(0, names.length - (versionsKept - 1)));
    await Promise.all(dropped.map((name) => caches.delete(name)));
  }

  /** The answer to a request of the app's, or null when it is the network's affair. */
  answer(request: Request): Promise<Response> | null {
    if (request.method !== 'GET') return null;
    if (this.#page !== null && request.mode === 'navigate') return this.#keptFirst(request, this.#page);
    if (this.#page !== null && request.url === this.#firstPaint) {
      return this.#keptFirst(request, this.#firstPaint);
    }
    const inVersion = this.#known.has(request.url) || request.url.includes('/_app/immutable/');
    return inVersion ? this.#keptFirst(request, request.url) : null;
  }

  async #keptFirst(request: Request, address: string): Promise<Response> {
    const own = await caches.open(this.#name);
    const kept = (await own.match(address)) ?? (await caches.match(address));
    if (kept) return kept;
    const answer = await fetch(request);
    if (answer.ok && this.#known.has(request.url)) await own.put(request, answer.clone());
    return answer;
  }
}
