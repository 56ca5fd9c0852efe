import { newId } from '@kumoh-pay/domain';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import type { Keys } from '../keys/keys.ts';
import { type Letter, letterSchema } from './letter.ts';
import { insertLetter } from './store.ts';

/** What is sealed in a row of the outbox. */
export const envelopeSchema = z.strictObject({ to: z.email().max(120), letter: letterSchema });
const sealPurpose = 'outbox';

/** Puts a letter into the caller's transaction: it is sent once that has committed, and never otherwise. */
export async function queueLetter(
  db: Database,
  keys: Keys,
  to: string,
  letter: Letter,
  nowMs: number,
): Promise<void> {
  const sealed = keys.seal(sealPurpose, JSON.stringify(envelopeSchema.parse({ to, letter })));
  await insertLetter(db, {
    id: newId(),
    state: 'waiting',
    letter: sealed,
    tries: 0,
    next_at: nowMs,
    created_at: nowMs,
    sent_at: null,
  });
}

export const openEnvelope = (keys: Keys, sealed: Buffer): z.infer<typeof envelopeSchema> =>
  envelopeSchema.parse(JSON.parse(keys.open(sealPurpose, sealed)));
