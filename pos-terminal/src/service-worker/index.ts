import { KeptApp } from '@kumoh-pay/device/kept-app.ts';
import { version } from '$app/env';
import { immutable } from '$app/manifest';
import { self } from '$app/service-worker';

const { scope } = self.registration;
const app = new KeptApp({ version, scope, immutable: immutable.map(({ path }) => path), page: 'kept' });

self.addEventListener('install', (event) => {
  // A new version may take over at once: what an open page of the old one needs stays.
  event.waitUntil(app.install().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(app.dropOlder().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const answer = app.answer(event.request);
  if (answer) event.respondWith(answer);
});
