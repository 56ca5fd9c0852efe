import { version } from '$app/env';
import { immutable } from '$app/manifest';
import { self } from '$app/service-worker';

/**
 * Keeps what can never change: files with a hash in their name. Code and styles are fetched at installation, fonts
 * and the QR reader's WebAssembly when they are first used, since most of them never are. No answer of the server
 * is ever kept.
 */
const cacheName = `immutable-${version}`;
const known = new Set(immutable.map(({ path }) => new URL(path, self.registration.scope).href));
const atOnce = [...known].filter((address) => /\.(js|css)$/.test(address));

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(atOnce)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldCaches().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  if (event.request.method === 'GET' && known.has(event.request.url))
    event.respondWith(keptFirst(event.request));
});

async function dropOldCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name)));
}

async function keptFirst(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
