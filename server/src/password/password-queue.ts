import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';

/** argon2id (the library's default kind), 19 MiB, two passes: about 30 ms of one core (research: security.md §1.9). */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Beyond so many waiting, a caller is told to come back: a flood of sign-ins must not starve the tills. */
const waitingMax = 50;

/** Hashes and verifies, no wider than the cores. Undefined: too many are waiting already. */
export interface PasswordQueue {
  hash(password: string): Promise<string | undefined>;
  /** With no hash to compare (nobody of that name) it takes as long, and is false. */
  verify(hashed: string | null | undefined, password: string): Promise<boolean | undefined>;
}

export async function openPasswordQueue(width = availableParallelism()): Promise<PasswordQueue> {
  // Verified in place of the hash that nobody has.
  const nobody = await hash(crypto.randomUUID(), parameters);
  const waiting: (() => void)[] = [];
  let running = 0;
  async function inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (running >= width) {
      if (waiting.length >= waitingMax) return undefined;
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }
  return {
    hash: (password) => inTurn(() => hash(normalised(password), parameters)),
    verify: (hashed, password) =>
      inTurn(
        async () =>
          (await verify(hashed ?? nobody, normalised(password))) && hashed !== null && hashed !== undefined,
      ),
  };
}

/** The same password from every keyboard: Hangul may arrive in letters or in syllables. */
export const normalised = (password: string): string => password.normalize('NFKC');
