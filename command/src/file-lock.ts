import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';

/** How often a lock that another process holds is asked for again. */
const ASK_INTERVAL_MS = 100;

/**
 * Takes an exclusive lock on `path`, or answers null if another process holds it. SQLite's own file lock is used, because
 * the kernel drops it with the process that held it, however that ended: no stale lock, no guessing by process id.
 */
export function tryFileLock(path: string): (() => void) | null {
  const database = new Database(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  return () => database.close();
}

/** Runs `work` alone among the processes that lock the same path; waits for its turn. */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  let release = tryFileLock(path);
  while (release === null) {
    await sleep(ASK_INTERVAL_MS);
    release = tryFileLock(path);
  }
  try {
    return await work();
  } finally {
    release();
  }
}
