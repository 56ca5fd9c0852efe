import { EventEmitter } from 'node:events';
import { dayMs, type Id, newId, ok, type Result, refuse } from '@kumoh-pay/domain';
import type { Logger } from 'pino';
import { z } from 'zod';
import { noteAct } from '../audit-log/audit-log.ts';
import { type Database, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { entryKinds } from '../index/tables.ts';
import { searchTransactions, type TransactionFilter, transactionsAtOnceMax } from '../index/transactions.ts';
import { exportHead, exportLines } from './export-rows.ts';
import { filterOf, transactionSearch } from './search-input.ts';

/** A file is fetched on the same day, or made again. */
const keptMs = dayMs;
/** Each officer's at once; one more waits until the officer has looked at the first. */
const runningMax = 2;
export const wishSchema = z.strictObject({ search: transactionSearch, language: z.enum(['ko', 'en']) });
const keySchema = z.tuple([z.string().regex(/^\d+$/).transform(Number), z.string(), z.enum(entryKinds)]);

/** Tells who waits for a file that there is more of it. The rows are the truth. */
const exportNews = new EventEmitter().setMaxListeners(0);
/** Resolves at the next piece of any of these files, at a new file, or when it is given up. */
const nextNews = (ids: readonly Id[], signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const heard = () => {
      for (const id of [...ids, anyNew]) exportNews.off(id, heard);
      signal.removeEventListener('abort', heard);
      resolve();
    };
    for (const id of [...ids, anyNew]) exportNews.once(id, heard);
    signal.addEventListener('abort', heard, { once: true });
    if (signal.aborted) heard();
  });
const anyNew = 'new';
type Parts = Pick<ServerParts, 'db' | 'now' | 'log' | 'stopping'>;
const running = new Set<Id>();

/** Begins a file; it is written in the background, a page of rows at a time. */
export async function startExport(
  parts: Parts,
  officer: Id,
  wish: z.infer<typeof wishSchema>,
): Promise<Result<{ id: Id }>> {
  const { db, now } = parts;
  const old = db
    .selectFrom('export_job')
    .select('id')
    .where('created_at', '<', now() - keptMs);
  await db.deleteFrom('export_chunk').where('job', 'in', old).execute();
  await db
    .deleteFrom('export_job')
    .where('created_at', '<', now() - keptMs)
    .execute();
  const busy = await db
    .selectFrom('export_job')
    .select('id')
    .where('officer', '=', officer)
    .where('state', '=', 'running')
    .execute();
  if (busy.length >= runningMax) return refuse('TOO_MANY_TRIES', 'exports');
  const id = newId();
  const job = { id, officer, filter: JSON.stringify(wish), state: 'running' as const };
  await transaction(db, async (tx) => {
    await tx
      .insertInto('export_job')
      .values({ ...job, rows: 0, chunks: 1, last_key: null, created_at: now() })
      .execute();
    await tx
      .insertInto('export_chunk')
      .values({ job: id, place: 0, text: exportHead(wish.language) })
      .execute();
    const act = { actor: `officer.${officer}`, act: 'exportTransactions', subject: 'ledger' };
    await noteAct(tx, { ...act, after: wish.search }, now());
  });
  exportNews.emit(anyNew);
  void write(parts, id);
  return ok({ id });
}

/** The officer's own files, now and at each piece more; what a dead server has left goes on. */
export async function* growingExports(parts: Parts, officer: Id, ends: AbortSignal) {
  await resumeExports(parts, officer);
  while (!ends.aborted) {
    const jobs = await exportsOf(parts.db, officer);
    yield jobs;
    await nextNews(
      jobs.filter(({ state }) => state === 'running').map(({ id }) => id),
      ends,
    );
  }
}

async function resumeExports(parts: Parts, officer: Id): Promise<void> {
  const jobs = await parts.db
    .selectFrom('export_job')
    .select('id')
    .where('officer', '=', officer)
    .where('state', '=', 'running')
    .execute();
  for (const { id } of jobs) if (!running.has(id)) void write(parts, id);
}

async function write(parts: Parts, id: Id): Promise<void> {
  running.add(id);
  try {
    while (!parts.stopping.aborted && (await writePage(parts.db, id))) exportNews.emit(id);
  } catch (error) {
    noteFailure(parts.log, id, error);
    await parts.db.updateTable('export_job').set({ state: 'failed' }).where('id', '=', id).execute();
  } finally {
    running.delete(id);
    exportNews.emit(id);
  }
}
const noteFailure = (log: Logger, id: Id, error: unknown): void =>
  log.error({ err: error, export: id }, 'an export was not written');

/** One page of rows and the job's new place in one transaction, so that a file has each row once. @returns whether there may be more. */
async function writePage(db: Database, id: Id): Promise<boolean> {
  const job = await db
    .selectFrom('export_job')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
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
  await transaction(db, async (tx) => {
    if (text !== '')
      await tx.insertInto('export_chunk').values({ job: id, place: job.chunks, text }).execute();
    await tx
      .updateTable('export_job')
      .set({
        rows: job.rows + rows.length,
        chunks: job.chunks + (text === '' ? 0 : 1),
        last_key: last ? `${last.sequence}.${last.account}.${last.kind}` : job.last_key,
        state: more ? 'running' : 'done',
      })
      .where('id', '=', id)
      .execute();
  });
  return more;
}

function keyOf(text: string | null): TransactionFilter['before'] {
  if (text === null) return undefined;
  const [sequence, account, kind] = keySchema.parse(text.split('.'));
  return { sequence, account, kind };
}

/** An officer's own files, the latest first. */
export async function exportsOf(db: Database, officer: Id) {
  const rows = await db
    .selectFrom('export_job')
    .select(['id', 'state', 'rows', 'chunks', 'created_at'])
    .where('officer', '=', officer)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(({ created_at: createdAt, ...row }) => ({ ...row, createdAt }));
}

/** A piece of an officer's own file. */
export async function exportChunk(
  db: Database,
  officer: Id,
  { id, place }: { id: Id; place: number },
): Promise<Result<{ text: string }>> {
  const row = await db
    .selectFrom('export_chunk')
    .innerJoin('export_job', 'export_job.id', 'export_chunk.job')
    .select('text')
    .where('job', '=', id)
    .where('place', '=', place)
    .where('officer', '=', officer)
    .executeTakeFirst();
  return row ? ok({ text: row.text }) : refuse('FILE_UNREADABLE', 'no such piece');
}
