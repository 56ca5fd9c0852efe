import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { ValidationCode, Version } from './block.ts';
import { validationCodes } from './block.ts';

/** What a key holds. `metadata` is the JSON of its endorsement policy, by name in base64, or null. */
export type StateEntry = { value: string; version: Version; metadata: string | null };
export type KeyedEntry = { key: string; entry: StateEntry };

/** Where a transaction id was first seen, and the verdict it got there. */
export type CommitStatus = { code: ValidationCode; valid: boolean; block: number; index: number };

/** One consistent state. Keys are ordered by their UTF-8 bytes. */
export interface StateReader {
  get(key: string): StateEntry | undefined;
  /** Up to `limit` entries of [start, end), or of (start, end) if `afterStart`; '' as end is "to the end". */
  range(start: string, end: string, limit: number, afterStart: boolean): KeyedEntry[];
  /** Every block, newest first: the whole chain, for a look at one key's past and not for a hot path. */
  blockTextsDescending(): Iterable<string>;
}

const stateRow = z.object({
  value: z.string(),
  block: z.number(),
  index: z.number(),
  metadata: z.string().nullable(),
});
const keyedRow = stateRow.extend({ key: z.instanceof(Buffer) });
const statusRow = z.object({ block: z.number(), index: z.number(), code: z.enum(validationCodes) });
const blockRow = z.object({ number: z.number(), hash: z.string(), json: z.string() });
const columns = 'value, block, "index", metadata';

/** The state, blocks and index as they were when `refresh` was last called, whatever is committed meanwhile. */
export class Snapshot implements StateReader {
  readonly #database: Database.Database;
  readonly #get;
  readonly #status;
  readonly #block;
  readonly #ranges = new Map<string, Database.Statement>();

  constructor(database: Database.Database) {
    this.#database = database;
    this.#get = database.prepare(`SELECT ${columns} FROM state WHERE key = ?`);
    this.#status = database.prepare('SELECT block, "index", code FROM transaction_index WHERE id = ?');
    this.#block = database.prepare('SELECT number, hash, json FROM block WHERE number = ?');
    this.refresh();
  }

  /** Ends the snapshot, so that the write-ahead log can be emptied. */
  release(): void {
    if (this.#database.inTransaction) this.#database.exec('COMMIT');
  }

  /** Moves on to the newest commit. BEGIN alone takes no snapshot in SQLite: the first read does. */
  refresh(): void {
    this.release();
    this.#database.exec('BEGIN');
    this.#database.prepare('SELECT max(number) FROM block').get();
  }

  get(key: string): StateEntry | undefined {
    const found = this.#get.get(Buffer.from(key));
    return found === undefined ? undefined : entryOf(stateRow.parse(found));
  }

  range(start: string, end: string, limit: number, afterStart: boolean): KeyedEntry[] {
    const lower = afterStart ? 'key > ?' : 'key >= ?';
    const bounds = end === '' ? [Buffer.from(start)] : [Buffer.from(start), Buffer.from(end)];
    const upper = end === '' ? '' : 'AND key < ?';
    const sql = `SELECT key, ${columns} FROM state WHERE ${lower} ${upper} ORDER BY key LIMIT ?`;
    const statement = this.#ranges.get(sql) ?? this.#database.prepare(sql);
    this.#ranges.set(sql, statement);
    const rows = statement.all(...bounds, limit);
    return rows.map((row) => {
      const parsed = keyedRow.parse(row);
      return { key: parsed.key.toString(), entry: entryOf(parsed) };
    });
  }

  commitStatus(transactionId: string): CommitStatus | undefined {
    const found = this.#status.get(transactionId);
    if (found === undefined) return undefined;
    const { code, block, index } = statusRow.parse(found);
    return { code, valid: code === 'VALID', block, index };
  }

  block(number: number): { number: number; hash: string; json: string } | undefined {
    const found = this.#block.get(number);
    return found === undefined ? undefined : blockRow.parse(found);
  }

  tip(): { number: number; hash: string; json: string } | undefined {
    const found = this.#database
      .prepare('SELECT number, hash, json FROM block ORDER BY number DESC LIMIT 1')
      .get();
    return found === undefined ? undefined : blockRow.parse(found);
  }

  *blockTexts(): Iterable<string> {
    const height = (this.tip()?.number ?? -1) + 1;
    for (let number = 0; number < height; number += 1) {
      const found = this.block(number);
      if (found !== undefined) yield found.json;
    }
  }

  *blockTextsDescending(): Iterable<string> {
    for (let number = this.tip()?.number ?? -1; number >= 0; number -= 1) {
      const found = this.block(number);
      if (found !== undefined) yield found.json;
    }
  }

  /** SHA-256 over `[key,value]` as JSON and a newline, for every key in UTF-8 order; versions are left out. */
  digest(): string {
    const hash = createHash('sha256');
    for (const row of this.#database.prepare(`SELECT key, ${columns} FROM state ORDER BY key`).iterate()) {
      const { key, value } = keyedRow.parse(row);
      hash.update(`${JSON.stringify([key.toString(), value])}\n`);
    }
    return hash.digest('hex');
  }
}

function entryOf(row: z.infer<typeof stateRow>): StateEntry {
  return { value: row.value, version: [row.block, row.index], metadata: row.metadata };
}
