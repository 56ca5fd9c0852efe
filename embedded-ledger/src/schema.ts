import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Everything the ledger keeps but its last height (tip.json): see block.ts for what `json` holds. */
export const databaseName = 'ledger.sqlite';

const tables = `
  CREATE TABLE IF NOT EXISTS block (number INTEGER PRIMARY KEY, hash TEXT NOT NULL, json TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS state (
    key BLOB PRIMARY KEY, value TEXT NOT NULL, block INTEGER NOT NULL, "index" INTEGER NOT NULL, metadata TEXT
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS transaction_index (
    id TEXT PRIMARY KEY, block INTEGER NOT NULL, "index" INTEGER NOT NULL, code TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
`;

/** A connection whose every commit has reached the disk before it returns. */
export function openDatabase(directory: string): Database.Database {
  const database = new Database(join(directory, databaseName));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  // The ledger checkpoints between two snapshots (ledger.ts); a checkpoint at any other time cannot reset the log.
  database.pragma('wal_autocheckpoint = 0');
  return database;
}

export function createTables(database: Database.Database): void {
  database.exec(tables);
}
