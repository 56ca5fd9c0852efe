/**
 * The embedded ledger's block: what is stored, what is hashed, and how to check it without this code.
 *
 * Where: table `block(number INTEGER PRIMARY KEY, hash TEXT, json TEXT)` of `ledger.sqlite`; `json` is the canonical
 * JSON (canonical-json.ts) of a `Block`. Numbers begin at 0 and have no gap. Values, keys, arguments and results are
 * UTF-8 text; composite keys begin with U+0000, which JSON writes as \u0000.
 *
 * Hash rule. `C(x)` is the UTF-8 bytes of the canonical JSON of x, `H` is SHA-256 in lower-case hex.
 *   content(t) = the transaction t without its field `code` (every other field as stored)
 *   dataHash   = H(C([content(t0), content(t1), …]))
 *   hash       = H(C({codes: [t0.code, t1.code, …], dataHash, number, previousHash}))
 * `previousHash` is the `hash` of the block before; that of block 0 is 64 zeros.
 *
 * A transaction's version is [number of its block, its place in that block counted from 0]. `reads` and `writes` are in
 * ascending UTF-8 order of their keys; `ranges` in the order of the queries. Invalid transactions stay in their block
 * and change nothing. `value: null` in `writes` deletes the key. A range is [start, end) when `exhausted`, with '' for
 * "to the end"; else its `end` is the last key fetched, which is part of it. `metadata` is there only when the
 * transaction changed the endorsement policy of a key; `value` is then base64.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';

/** The peer's verdicts that can occur here, with Fabric's names (fabric-protos, TxValidationCode). */
export const validationCodes = [
  'VALID',
  'DUPLICATE_TXID',
  'ENDORSEMENT_POLICY_FAILURE',
  'MVCC_READ_CONFLICT',
  'PHANTOM_READ_CONFLICT',
] as const;
export type ValidationCode = (typeof validationCodes)[number];

const count = z.number().int().nonnegative();
const versionSchema = z.tuple([count, count]);
const readSchema = z.object({ key: z.string(), version: versionSchema.nullable() });

export const transactionContentSchema = z.object({
  args: z.array(z.string()),
  creator: z.string(),
  event: z.object({ name: z.string(), payload: z.string() }).nullable(),
  function: z.string(),
  metadata: z.array(z.object({ key: z.string(), name: z.string(), value: z.string() })).optional(),
  ranges: z.array(
    z.object({
      end: z.string(),
      exhausted: z.boolean(),
      results: z.array(z.object({ key: z.string(), version: versionSchema })),
      start: z.string(),
    }),
  ),
  reads: z.array(readSchema),
  result: z.string(),
  /** Unix milliseconds, as the proposal gave it. */
  time: z.number().int(),
  transactionId: z.string().min(1),
  writes: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
});

const blockSchema = z.object({
  dataHash: z.string(),
  hash: z.string(),
  number: count,
  previousHash: z.string(),
  transactions: z.array(transactionContentSchema.extend({ code: z.enum(validationCodes) })),
});

/** [block number, place in the block]. */
export type Version = [number, number];
export type TransactionContent = z.infer<typeof transactionContentSchema>;
export type RangeRead = TransactionContent['ranges'][number];
export type Write = TransactionContent['writes'][number];
export type MetadataWrite = NonNullable<TransactionContent['metadata']>[number];
export type Block = z.infer<typeof blockSchema>;
export type BlockTransaction = Block['transactions'][number];

/** `previousHash` of block 0, and the tip's hash of a ledger without blocks. */
export const genesisHash = '0'.repeat(64);

/** Throws if the text is not a block. It does not check hashes: `hashesOf` does. */
export function parseBlock(json: string): Block {
  return blockSchema.parse(JSON.parse(json));
}

export function sha256Hex(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The hashes that this block ought to have, by the rule above. */
export function hashesOf(block: Block): { dataHash: string; hash: string } {
  const contents = block.transactions.map(({ code: _, ...content }) => canonicalJson(content));
  return hashesOfContents(
    block.number,
    block.previousHash,
    contents,
    block.transactions.map((transaction) => transaction.code),
  );
}

/** The same from contents that are canonical JSON already, so that a commit writes each of them only once. */
export function hashesOfContents(
  number: number,
  previousHash: string,
  contents: string[],
  codes: ValidationCode[],
): { dataHash: string; hash: string } {
  const dataHash = sha256Hex(`[${contents.join(',')}]`);
  return { dataHash, hash: sha256Hex(canonicalJson({ codes, dataHash, number, previousHash })) };
}
