import {
  base64UrlEncode,
  compressPublicKey,
  type Order,
  type PublicKey,
  type Signature,
  type SignedBy,
} from '@kumoh-pay/domain';
import { inStore, step } from './database.ts';
import { type Signer, signOrderWith } from './signer.ts';

/**
 * This device's own P-256 keys. The private half cannot be read by anyone, this app included: the browser keeps it and
 * only signs with it. A `.next` slot holds a key that the ledger does not know yet, so that a lost answer or a refusal
 * never costs the key that is in force.
 */
export type KeySlot = 'account' | 'terminal' | 'officer' | 'account.next' | 'terminal.next' | 'officer.next';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const signing = { name: 'ECDSA', hash: 'SHA-256' };

/** The browser has no key in this slot: it was never made here, or the browser cleared its storage. */
export class KeyMissing extends Error {
  readonly slot: KeySlot;
  constructor(slot: KeySlot) {
    super(`this browser holds no ${slot} key`);
    this.name = 'KeyMissing';
    this.slot = slot;
  }
}

interface KeyPair {
  publicKey: CryptoKey;
  privateKey: CryptoKey;
}

/** A pair as IndexedDB gives it back; null for nothing, or for what a copied profile has turned into an empty object. */
function readPair(stored: unknown): KeyPair | null {
  if (typeof stored !== 'object' || stored === null || !('publicKey' in stored) || !('privateKey' in stored))
    return null;
  const { publicKey, privateKey } = stored;
  return publicKey instanceof CryptoKey && privateKey instanceof CryptoKey ? { publicKey, privateKey } : null;
}

const findPair = async (slot: KeySlot): Promise<KeyPair | null> =>
  readPair(await inStore('keys', 'readonly', (store) => step<unknown>(store.get(slot))));

const publicKeyOfPair = async (pair: KeyPair): Promise<PublicKey> =>
  compressPublicKey(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));

/** The slot's key, made now if there is none. Two tabs that ask at once get the same one. */
export async function ensureKey(slot: KeySlot): Promise<PublicKey> {
  // Made before it is known to be needed: a transaction would end while the key is being made.
  const fresh = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const kept = await inStore('keys', 'readwrite', async (store) => {
    const present = readPair(await step<unknown>(store.get(slot)));
    if (present) return present;
    await step(store.put({ publicKey: fresh.publicKey, privateKey: fresh.privateKey }, slot));
    return fresh;
  });
  await askToKeepStorage();
  return publicKeyOfPair(kept);
}

/** Null when this browser has no key there. */
export async function findPublicKey(slot: KeySlot): Promise<PublicKey | null> {
  const pair = await findPair(slot);
  return pair && publicKeyOfPair(pair);
}

/** @throws KeyMissing */
export async function signBytes(slot: KeySlot, bytes: Uint8Array<ArrayBuffer>): Promise<Signature> {
  const pair = await findPair(slot);
  if (!pair) throw new KeyMissing(slot);
  return base64UrlEncode(new Uint8Array(await crypto.subtle.sign(signing, pair.privateKey, bytes)));
}

/** @throws KeyMissing */
export async function deviceSigner(slot: KeySlot): Promise<Signer> {
  const publicKey = await findPublicKey(slot);
  if (publicKey === null) throw new KeyMissing(slot);
  return { publicKey, sign: (bytes) => signBytes(slot, bytes) };
}

/** @param by `{role}.{id}`. @throws KeyMissing */
export const signOrder = async (
  ledgerName: string,
  order: Order,
  slot: KeySlot,
  by: string,
): Promise<SignedBy> => signOrderWith(await deviceSigner(slot), ledgerName, order, by);

/** The ledger has taken the new key: it takes the place of the old one, in one step. @throws KeyMissing */
export async function adoptNextKey(slot: 'account' | 'terminal' | 'officer'): Promise<void> {
  const next: KeySlot = `${slot}.next`;
  await inStore('keys', 'readwrite', async (store) => {
    const pair = readPair(await step<unknown>(store.get(next)));
    if (!pair) throw new KeyMissing(next);
    await step(store.put(pair, slot));
    await step(store.delete(next));
  });
}

/** Forgets the key for good; nobody can bring it back. */
export const removeKey = (slot: KeySlot): Promise<void> =>
  inStore('keys', 'readwrite', async (store) => {
    await step(store.delete(slot));
  });

/** True when the browser has promised not to clear the keys by itself. A no is nothing to stop for: the recovery code is for that. */
export async function askToKeepStorage(): Promise<boolean> {
  try {
    return (await navigator.storage?.persist?.()) ?? false;
  } catch {
    return false;
  }
}
