import { z } from 'zod';
import type { AuditBlock, UnreadableBlock } from './block-source.ts';
import { sha256 } from './signature.ts';
import { parseJson, stableJson } from './stable-json.ts';

/** The embedded ledger's block as its documentation describes it (embedded-ledger/src/block.ts), read by code of the audit's own. */
const version = z.tuple([z.int(), z.int()]).readonly();
const transaction = z.looseObject({
  transactionId: z.string(),
  time: z.int(),
  function: z.string(),
  args: z.array(z.string()),
  result: z.string(),
  reads: z.array(z.object({ key: z.string(), version: version.nullable() })),
  ranges: z.array(
    z.object({
      start: z.string(),
      end: z.string(),
      exhausted: z.boolean(),
      results: z.array(z.object({ key: z.string(), version })),
    }),
  ),
  writes: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
  event: z.object({ name: z.string(), payload: z.string() }).nullable(),
  code: z.string(),
});
const block = z.strictObject({
  number: z.int(),
  previousHash: z.string(),
  dataHash: z.string(),
  hash: z.string(),
  transactions: z.array(transaction),
});

/** One row of the table `block`. Every byte counts: text that is not canonical is a finding even when it means the same. */
export function readEmbeddedBlock(row: {
  number: number;
  hash: string;
  json: string;
}): AuditBlock | UnreadableBlock {
  const parsed = parseJson(row.json);
  if (!parsed) return { number: row.number, unreadable: 'the block is no JSON' };
  const read = block.safeParse(parsed.value);
  if (!read.success) {
    const fault = read.error.issues[0];
    return {
      number: row.number,
      unreadable: `the block is not of its format: ${fault?.path.join('.')} ${fault?.message}`,
    };
  }
  const { number, previousHash, dataHash, hash, transactions } = read.data;
  const contents = transactions.map(({ code: _code, ...content }) => stableJson(content));
  const codes = transactions.map(({ code }) => code);
  const problems = [
    stableJson(parsed.value) === row.json ? '' : 'its text is not in canonical form',
    number === row.number ? '' : `it says that it is block ${number}`,
    hash === row.hash ? '' : 'the hash stored beside it is another',
    sha256(`[${contents.join(',')}]`) === dataHash
      ? ''
      : 'its transactions do not have the data hash that it names',
    sha256(stableJson({ codes, dataHash, number, previousHash })) === hash
      ? ''
      : 'it does not have the hash that it names',
  ].filter((problem) => problem !== '');
  return { number: row.number, previousHash, hash, transactions, problems };
}
