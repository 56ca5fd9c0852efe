/**
 * This browser's own IndexedDB: keys, the counter of the last pay code, orders on their way. Each app has an origin of
 * its own, so one name serves all three.
 */
const databaseName = 'kumoh-pay';
const databaseVersion = 1;

/** keys by slot · values by name · outbox by order id (inside the record). */
export type StoreName = 'keys' | 'values' | 'outbox';

let opened: Promise<IDBDatabase> | undefined;

function openDatabase(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(databaseName, databaseVersion);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('keys');
      request.result.createObjectStore('values');
      request.result.createObjectStore('outbox', { keyPath: 'id' });
    };
    request.onsuccess = () => {
      // Another tab with a newer app, or a browser that clears its storage: open again at the next use.
      request.result.onversionchange = () => request.result.close();
      request.result.onclose = () => {
        opened = undefined;
      };
      resolve(request.result);
    };
    request.onerror = () =>
      reject(new Error('this browser keeps no data for the app', { cause: request.error }));
  }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** One step inside a transaction. Nothing else may be awaited between steps, or the transaction ends by itself. */
export const step = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () =>
      reject(new Error('reading or writing on this device failed', { cause: request.error }));
  });

/** Runs `work` in one transaction; resolves only when it has been written to the disk, which `strict` asks for. */
export async function inStore<T>(
  store: StoreName,
  mode: 'readonly' | 'readwrite',
  work: (store: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const transaction = (await openDatabase()).transaction(store, mode, { durability: 'strict' });
  const written = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () =>
      reject(new Error('this device could not keep the data', { cause: transaction.error }));
  });
  // When `work` fails, its error is the one to tell; the abort that it causes is not a second one.
  written.catch(() => undefined);
  try {
    const result = await work(transaction.objectStore(store));
    await written;
    return result;
  } catch (error) {
    abort(transaction);
    throw error;
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}
