import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { sha256 } from '../src/signature.ts';
import { stableJson } from '../src/stable-json.ts';

/** What a forger with the files in hand can do to a ledger: for the tests of what the audit sees. */

const transaction = z.looseObject({
  transactionId: z.string(),
  args: z.array(z.string()),
  result: z.string(),
  writes: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
  reads: z.array(z.object({ key: z.string(), version: z.tuple([z.number(), z.number()]).nullable() })),
  event: z.object({ name: z.string(), payload: z.string() }).nullable(),
  code: z.string(),
});
const block = z.object({
  number: z.number(),
  previousHash: z.string(),
  dataHash: z.string(),
  hash: z.string(),
  transactions: z.array(transaction),
});
export type ForgedBlock = z.infer<typeof block>;
export type ForgedTransaction = z.infer<typeof transaction>;

export class Forgery {
  readonly folder: string;
  readonly database: Database.Database;

  constructor(original: string) {
    this.folder = mkdtempSync(join(tmpdir(), 'kumoh-forged-'));
    cpSync(original, this.folder, { recursive: true });
    this.database = new Database(join(this.folder, 'ledger.sqlite'));
  }

  blocks(): ForgedBlock[] {
    const rows = z
      .array(z.object({ json: z.string() }))
      .parse(this.database.prepare('SELECT json FROM block ORDER BY number').all());
    return rows.map(({ json }) => block.parse(JSON.parse(json)));
  }

  /** Stores the blocks with all hashes worked out anew, the tip and, by its writes, the state as well: a thorough forger. */
  rewrite(blocks: readonly ForgedBlock[]): void {
    this.database.exec('DELETE FROM block; DELETE FROM state; DELETE FROM transaction_index');
    let previousHash = '0'.repeat(64);
    for (const [number, { transactions }] of blocks.entries()) {
      const dataHash = sha256(
        `[${transactions.map(({ code: _, ...content }) => stableJson(content)).join(',')}]`,
      );
      const hash = sha256(
        stableJson({ codes: transactions.map(({ code }) => code), dataHash, number, previousHash }),
      );
      const json = stableJson({ number, previousHash, dataHash, hash, transactions });
      this.database.prepare('INSERT INTO block VALUES (?, ?, ?)').run(number, hash, json);
      for (const [index, one] of transactions.entries()) this.#apply(one, number, index);
      previousHash = hash;
    }
    writeFileSync(
      join(this.folder, 'tip.json'),
      JSON.stringify({ height: blocks.length, hash: previousHash }),
    );
  }

  /** The text of the last file that says how long the ledger is. */
  get tip(): string {
    return readFileSync(join(this.folder, 'tip.json'), 'utf8');
  }

  end(): void {
    this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #apply({ transactionId, code, writes }: ForgedTransaction, number: number, index: number): void {
    this.database
      .prepare('INSERT OR IGNORE INTO transaction_index VALUES (?, ?, ?, ?)')
      .run(transactionId, number, index, code);
    if (code !== 'VALID') return;
    for (const { key, value } of writes) {
      if (value === null) this.database.prepare('DELETE FROM state WHERE key = ?').run(Buffer.from(key));
      else
        this.database
          .prepare('INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?, NULL)')
          .run(Buffer.from(key), value, number, index);
    }
  }
}

/** Changes one part of a JSON text. */
export function editJson<Schema extends z.ZodType>(
  text: string | null | undefined,
  schema: Schema,
  edit: (value: z.infer<Schema>) => unknown,
): string {
  const value = schema.parse(JSON.parse(text ?? ''));
  return stableJson(edit(value) ?? value);
}

/** The first transaction that did an order of this type, with its block. */
export function transactionOf(
  blocks: readonly ForgedBlock[],
  type: string,
): { block: ForgedBlock; transaction: ForgedTransaction; place: number } {
  for (const one of blocks) {
    for (const [place, candidate] of one.transactions.entries()) {
      if (candidate.code === 'VALID' && candidate.event?.payload.includes(`"type":"${type}"`))
        return { block: one, transaction: candidate, place };
    }
  }
  throw new Error(`the story has no ${type}`);
}
