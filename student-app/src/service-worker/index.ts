import { version } from '$app/env';
import { immutable } from '$app/manifest';
import { self } from '$app/service-worker';

/**
 * Keeps what can never change, files with a hash in their name, and the one page that they belong to: a phone in flight
 * mode opens the wallet and shows a pay code. Code and styles are fetched at installation, fonts and the QR reader's
 * WebAssembly when they are first used, since most of them never are. No answer of the server is ever kept.
 */
const cacheName = `immutable-${version}`;
const known = new Set(immutable.map(({ path }) => new URL(path, self.registration.scope).href));
const page = new URL('.', self.registration.scope).href;
/** Asked for before the page is drawn; it has no hash, so the network is asked first. */
const firstPaint = new URL('first-paint.js', self.registration.scope).href;
const atOnce = [...known].filter((address) => /\.(js|css)$/.test(address));
/** Longer than a good answer takes; with a bad connection the kept page is there by then. */
const pageWaitMs = 2_000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll([page, firstPaint, ...atOnce])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldCaches().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') event.respondWith(freshFirst(request, page));
  else if (request.url === firstPaint) event.respondWith(freshFirst(request, firstPaint));
  else if (known.has(request.url)) event.respondWith(keptFirst(request));
});

async function dropOldCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name)));
}

/** The server's own answer, so that a new version is seen at once; the kept one when it does not come. */
async function freshFirst(request: Request, address: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(address);
  if (!kept) return fetch(request);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(pageWaitMs) });
    return answer.status >= 500 ? kept : answer;
  } catch {
    return kept;
  }
}

async function keptFirst(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
