import type { ValidationCode } from './block.ts';
import { hashesOfContents } from './block.ts';
import type { StateChange } from './block-state.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Commit } from './commit.ts';
import type { Envelope } from './envelope.ts';

/** The block as it is stored. */
export function composeBlock(
  number: number,
  previousHash: string,
  batch: readonly Envelope[],
  codes: ValidationCode[],
  changes: StateChange[],
): Commit {
  const contents = batch.map(({ text }) => text);
  const { dataHash, hash } = hashesOfContents(number, previousHash, contents, codes);
  const transactions = batch.map(({ content }, place) => ({ ...content, code: codes[place] }));
  const index = batch.map(({ content }, place) => ({
    id: content.transactionId,
    code: codes[place] ?? 'VALID',
  }));
  const json = canonicalJson({ dataHash, hash, number, previousHash, transactions });
  return { number, hash, json, index, changes };
}
