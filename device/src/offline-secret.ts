import { inStore, step } from './database.ts';

const name = 'offline-secret';

/** A secret of this browser's own that only signs and can never be read, this app included; made at its first use. */
export async function ensureOfflineSecret(): Promise<CryptoKey> {
  // Made before it is known to be needed: a transaction would end while the key is being made.
  const fresh = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return inStore('values', 'readwrite', async (store) => {
    const present = await step<unknown>(store.get(name));
    if (present instanceof CryptoKey) return present;
    await step(store.put(fresh, name));
    return fresh;
  });
}
