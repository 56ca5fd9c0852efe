import { setTimeout as pause } from 'node:timers/promises';
import { type Id, secondMs } from '@kumoh-pay/domain';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { entryKinds } from '../index/tables.ts';
import { searchTransactions, type TransactionFilter, transactionsAtOnceMax } from '../index/transactions.ts';
import { tellExports } from './export-news.ts';
import { exportLines } from './export-rows.ts';
import { addPiece, findRunning, giveUp } from './export-store.ts';
import { filterOf, transactionSearch } from './search-input.ts';

/** A page that failed so often, while the database takes the note of it, can never be written. Beyond: the file has failed. */
const faultsMax = 5;
/** The first pause after a fault; each further one is twice as long: eight seconds until a file is given up. */
const firstFaultPauseMs = secondMs / 2;
/** A database that is away for long is looked for this often. */
const longestPauseMs = 30 * secondMs;

export const wishSchema = z.strictObject({ search: transactionSearch, language: z.enum(['ko', 'en']) });
const keySchema = z.tuple([z.string().regex(/^\d+$/).transform(Number), z.string(), z.enum(entryKinds)]);

export interface WritingParts {
  db: Database;
  log: { error(fault: object, message: string): void };
  stopping: AbortSignal;
  firstPauseMs?: number;
}

/** Files that this process is writing, and by which server's end they stop. */
const underWay = new Map<Id, { stopping: AbortSignal; ended: Promise<void> }>();

/** Writes a file in the background, a page of rows at a time, unless it is being written. */
export function writeExport(parts: WritingParts, officer: Id, id: Id): void {
  if (underWay.has(id)) return;
  const ended = write(parts, officer, id).finally(() => underWay.delete(id));
  underWay.set(id, { stopping: parts.stopping, ended });
}

/** Resolves when no page is under way any more. Abort the signal first; what is not whole goes on at the next look. */
export async function exportsEnded(stopping: AbortSignal): Promise<void> {
  const own = [...underWay.values()].filter((one) => one.stopping === stopping);
  await Promise.all(own.map(({ ended }) => ended));
}

/** Never rejects. A fault leaves the file running: the same page is tried again after a pause. */
async function write(parts: WritingParts, officer: Id, id: Id): Promise<void> {
  const { db, log, stopping, firstPauseMs = firstFaultPauseMs } = parts;
  for (let faults = 0; !stopping.aborted; ) {
    try {
      const more = await writePage(db, id);
      tellExports(officer);
      if (!more) return;
      faults = 0;
    } catch (error) {
      faults += 1;
      log.error({ err: error, export: id, faults }, 'a page of an export was not written');
      if (faults >= faultsMax && (await isGivenUp(parts, officer, id))) return;
      const waitMs = Math.min(firstPauseMs * 2 ** (faults - 1), longestPauseMs);
      await pause(waitMs, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}

/** @returns false when the database does not take this either: it is the database that is away, and no fault of the file. */
async function isGivenUp({ db, log }: WritingParts, officer: Id, id: Id): Promise<boolean> {
  try {
    await giveUp(db, id);
    tellExports(officer);
    return true;
  } catch (error) {
    log.error({ err: error, export: id }, 'an export waits for the database');
    return false;
  }
}

/** @returns whether there may be more. */
async function writePage(db: Database, id: Id): Promise<boolean> {
  const job = await findRunning(db, id);
  if (!job) return false;
  const { search, language } = wishSchema.parse(JSON.parse(job.filter));
  const filter = await filterOf(db, search);
  const rows = await searchTransactions(db, {
    ...filter,
    before: keyOf(job.last_key),
    limit: transactionsAtOnceMax,
  });
  const text = rows.length > 0 ? await exportLines(db, rows, language) : '';
  const more = rows.length === transactionsAtOnceMax;
  const last = rows.at(-1);
  await addPiece(db, job, text, {
    rows: job.rows + rows.length,
    last_key: last ? `${last.sequence}.${last.account}.${last.kind}` : job.last_key,
    state: more ? 'running' : 'done',
  });
  return more;
}

function keyOf(text: string | null): TransactionFilter['before'] {
  if (text === null) return undefined;
  const [sequence, account, kind] = keySchema.parse(text.split('.'));
  return { sequence, account, kind };
}
