import { join } from 'node:path';
import Database from 'better-sqlite3';
import { LedgerInUse } from './errors.ts';

/**
 * Keeps a second ledger out of the directory. SQLite's own file lock is used for it: the system drops it when the
 * process dies, however it dies, so nothing is left behind that a person would have to delete.
 */
export function lockDirectory(directory: string): () => void {
  const lock = new Database(join(directory, 'lock.sqlite'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) {
      throw new LedgerInUse(directory, { cause });
    }
    throw cause;
  }
  return () => lock.close();
}
