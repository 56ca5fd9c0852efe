import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compressPublicKey, type Id, newId, type PublicKey } from '@kumoh-pay/domain';
import { z } from 'zod';
import { enrollerFile } from './enroller-file.ts';
import { openSealed, seal } from './sealed.ts';

/** The server's own keys, read from `DIR/keys/` (mode 0600), made at first run, never in the database. */
export interface Keys {
  enroller: { id: Id; publicKey: PublicKey; privateKey: KeyObject };
  /** HMAC-SHA-256 under the server's pepper: codes and PINs are short, so that a stolen table alone must not give them. */
  pepper(purpose: string, text: string): Buffer;
  /** Encrypts what must lie in the database and be read again; `purpose` binds it to its column. */
  seal(purpose: string, text: string): Buffer;
  /** @throws when it was altered, or sealed for another purpose or by another key. */
  open(purpose: string, sealed: Buffer): string;
}

const secretLength = 32;

export async function readKeys(directory: string): Promise<Keys> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const enroller = await readOrMake(join(directory, 'enroller.json'), makeEnroller);
  const pepperKey = await readOrMake(join(directory, 'pepper'), makeSecret);
  const sealKey = await readOrMake(join(directory, 'bank-account'), makeSecret);
  const { id, pem } = enrollerFile.parse(JSON.parse(enroller));
  const privateKey = createPrivateKey(pem);
  const pepper = secretSchema.parse(pepperKey);
  const sealing = secretSchema.parse(sealKey);
  return {
    enroller: { id, privateKey, publicKey: publicKeyOf(privateKey) },
    pepper: (purpose, text) => createHmac('sha256', pepper).update(`${purpose}\n${text}`).digest(),
    seal: (purpose, text) => seal(sealing, purpose, text),
    open: (purpose, sealed) => openSealed(sealing, purpose, sealed),
  };
}

/** Made only where there is none: writing with `wx` never replaces a key that something was signed with. */
async function readOrMake(path: string, make: () => string): Promise<string> {
  try {
    await writeFile(path, make(), { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if (!z.object({ code: z.literal('EEXIST') }).safeParse(error).success) throw error;
  }
  return readFile(path, 'utf8');
}

const makeSecret = (): string => randomBytes(secretLength).toString('base64url');
const secretSchema = z.string().transform((text) => {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== secretLength)
    throw new Error('a key file is damaged: restore the keys folder from its backup');
  return bytes;
});

function makeEnroller(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return JSON.stringify({ id: newId(), pem: privateKey.export({ type: 'pkcs8', format: 'pem' }) });
}

function publicKeyOf(privateKey: KeyObject): PublicKey {
  // The last 65 bytes of a P-256 SPKI are the uncompressed point.
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return compressPublicKey(new Uint8Array(spki.subarray(-65)));
}
