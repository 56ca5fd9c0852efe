import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { AuditBlock, BlockSource, StateEntry, UnreadableBlock } from './block-source.ts';
import { readEmbeddedBlock } from './embedded-block.ts';
import { parseJson } from './stable-json.ts';

const databaseName = 'ledger.sqlite';
const tipName = 'tip.json';

const blockRow = z.object({ number: z.int(), hash: z.string(), json: z.string() });
const stateRow = z.object({ key: z.instanceof(Buffer), value: z.string(), block: z.int(), index: z.int() });
const verdictRow = z.object({ id: z.string(), block: z.int(), index: z.int(), code: z.string() });
const tipSchema = z.object({ height: z.int(), hash: z.string() });
const settingRow = z.object({ value: z.instanceof(Buffer) });

export interface EmbeddedSource extends BlockSource {
  /** The name that the ledger itself says it has. */
  readonly ledger: string;
}

/** The folder that holds the embedded ledger: the data folder itself, or `ledger/` in it. Null when neither does. */
export function embeddedLedgerIn(data: string): string | null {
  return [data, join(data, 'ledger')].find((folder) => existsSync(join(folder, databaseName))) ?? null;
}

/**
 * The embedded ledger's files, read only and as of one instant, so that a ledger at work can be audited.
 * @throws when there is no such database or it cannot be opened.
 */
export function openEmbeddedSource(folder: string): EmbeddedSource {
  // The tip first: it is written after its block, so that it can only be behind the snapshot that follows.
  const tip = readTip(join(folder, tipName));
  const database = new Database(join(folder, databaseName), { readonly: true, fileMustExist: true });
  database.exec('BEGIN');
  const setting = settingRow.safeParse(
    database.prepare(`SELECT value FROM setting WHERE name = 'channel'`).get(),
  );
  return {
    ledger: setting.success ? setting.data.value.toString() : '',
    *blocks(): Iterable<AuditBlock | UnreadableBlock> {
      for (const row of database.prepare('SELECT number, hash, json FROM block ORDER BY number').iterate()) {
        yield readEmbeddedBlock(blockRow.parse(row));
      }
    },
    tip: () => tip,
    *state(): Iterable<StateEntry> {
      for (const row of database.prepare('SELECT key, value, block, "index" FROM state').iterate()) {
        const { key, value, block, index } = stateRow.parse(row);
        yield { key: key.toString(), value, version: [block, index] };
      }
    },
    *verdicts() {
      for (const row of database
        .prepare('SELECT id, block, "index", code FROM transaction_index')
        .iterate()) {
        const { id, ...rest } = verdictRow.parse(row);
        yield { transactionId: id, ...rest };
      }
    },
    close: () => {
      database.exec('COMMIT');
      database.close();
    },
  };
}

function readTip(path: string): ReturnType<BlockSource['tip']> {
  if (!existsSync(path)) return `${tipName}, which says how long the ledger was, is missing`;
  const tip = tipSchema.safeParse(parseJson(readFileSync(path, 'utf8'))?.value);
  return tip.success ? tip.data : `${tipName}, which says how long the ledger was, cannot be read`;
}
