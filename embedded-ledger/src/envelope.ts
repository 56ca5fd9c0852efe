import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { TransactionContent } from './block.ts';
import { transactionContentSchema } from './block.ts';
import { canonicalJson } from './canonical-json.ts';

/**
 * A transaction as it is ordered: a line of seals by organisation, and the canonical JSON of its content. The seals
 * are HMACs with the ledger's own key: bytes that were altered outside are stored as invalid, as on Fabric.
 */
export type Envelope = {
  content: TransactionContent;
  /** The content's canonical JSON. What nobody sealed is written anew, since it may be in any form. */
  text: string;
  endorsedBy: ReadonlySet<string>;
  /** Length of the whole in bytes. */
  size: number;
};

const sealsSchema = z.record(z.string(), z.string());

export function sealEnvelope(text: string, organisations: readonly string[], key: Uint8Array): Uint8Array {
  const seals = Object.fromEntries(organisations.map((name) => [name, seal(name, text, key)]));
  return Buffer.from(`${JSON.stringify(seals)}\n${text}`);
}

/** Throws if the bytes are not an endorsed transaction at all. A wrong seal is left out of `endorsedBy`. */
export function openEnvelope(bytes: Uint8Array, key: Uint8Array): Envelope {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  const end = whole.indexOf('\n');
  const text = whole.slice(end + 1);
  try {
    const seals = sealsSchema.parse(JSON.parse(whole.slice(0, end)));
    const content = transactionContentSchema.parse(JSON.parse(text));
    const good = Object.entries(seals).filter(([name, given]) => sameText(given, seal(name, text, key)));
    const endorsedBy = new Set(good.map(([name]) => name));
    return {
      content,
      text: endorsedBy.size > 0 ? text : canonicalJson(content),
      endorsedBy,
      size: bytes.byteLength,
    };
  } catch (cause) {
    throw new Error('These bytes are not an endorsed transaction.', { cause });
  }
}

function seal(organisation: string, text: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(`${organisation}\n${text}`).digest('hex');
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
