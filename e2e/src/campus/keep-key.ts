import type { Page } from '@playwright/test';

/** Lays a key that was made before this browser was there (PKCS #8) where the app of this page keeps its own. */
export async function keepKeyIn(page: Page, pkcs8: Uint8Array, name: 'account' | 'officer'): Promise<void> {
  await page.evaluate(`(${keepKey})(${JSON.stringify([...pkcs8])}, '${name}')`);
}

/** In the page: non-extractable, so that nobody can take it out again. */
const keepKey = `async function (pkcs8, name) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const take = (extractable) => crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), algorithm, extractable, ['sign']);
  const { d, key_ops, ...point } = await crypto.subtle.exportKey('jwk', await take(true));
  const publicKey = await crypto.subtle.importKey('jwk', point, algorithm, true, ['verify']);
  const privateKey = await take(false);
  await new Promise((resolve, reject) => {
    const opening = indexedDB.open('kumoh-pay');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const change = opening.result.transaction('keys', 'readwrite');
      change.objectStore('keys').put({ publicKey, privateKey }, name);
      change.oncomplete = resolve;
      change.onerror = () => reject(change.error);
    };
  });
}`;
