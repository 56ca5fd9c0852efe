import { setTimeout } from 'node:timers/promises';
import type { Database } from './connection.ts';

/** A conflict is over when the other transaction is; five tries with growing pauses outlast any queue of ours. Beyond: the error. */
const triesMax = 5;
/** The longest first pause; each further one may be twice as long. */
const pauseMs = 10;

/** MariaDB's numbers: snapshot isolation conflict, lock wait timeout (which rolls back one statement only), deadlock. */
const conflicts: ReadonlySet<unknown> = new Set([1020, 1205, 1213]);

/**
 * Runs `work` in one transaction: any error rolls back all of it, and a conflict runs the whole of it again. `work`
 * must therefore do nothing outside the database; mails and orders come after it.
 */
export async function transaction<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  // Inside another transaction this is a part of it: the outer one commits, and tries again.
  if (db.isTransaction) return work(db);
  return retried(() => db.transaction().execute(work));
}

/** For a single statement, which is a transaction of its own: a conflict runs it again. Not inside a transaction. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === triesMax || !conflicts.has(errorNumber(error))) throw error;
      await setTimeout(Math.random() * pauseMs * 2 ** attempt);
    }
  }
}

/** MariaDB's own number of an error. Numbers, not names: mysql2 names 4025 (a CHECK) after an error of another server. */
export const errorNumber = (error: unknown): number | null =>
  error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : null;

const duplicateKey = 1062;
const checkViolated = 4025;
export const isDuplicate = (error: unknown): boolean => errorNumber(error) === duplicateKey;
export const isCheckViolation = (error: unknown): boolean => errorNumber(error) === checkViolated;
