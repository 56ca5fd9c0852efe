import { dayMs, type Id, ok, type Result, refuse } from '@kumoh-pay/domain';
import type { Selectable } from 'kysely';
import { type Database, transaction } from '../db/index.ts';
import type { ExportTables } from './tables.ts';

/** A file is fetched on the same day, or made again. Older ones are given to nobody, and thrown away within the hour. */
export const exportsKeptMs = dayMs;

export type ExportJob = Selectable<ExportTables['export_job']>;

/** A file with its first piece. */
export async function insertExport(tx: Database, job: ExportJob, head: string): Promise<void> {
  await tx.insertInto('export_job').values(job).execute();
  await tx.insertInto('export_chunk').values({ job: job.id, place: 0, text: head }).execute();
}

export const findRunning = (db: Database, id: Id): Promise<ExportJob | undefined> =>
  db
    .selectFrom('export_job')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();

/** The next piece and the file's new place in one transaction, so that a file has each row once. A file that was thrown away gets none. */
export async function addPiece(
  db: Database,
  job: ExportJob,
  text: string,
  change: Pick<ExportJob, 'rows' | 'last_key' | 'state'>,
): Promise<void> {
  const chunks = job.chunks + (text === '' ? 0 : 1);
  await transaction(db, async (tx) => {
    const found = await tx
      .updateTable('export_job')
      .set({ ...change, chunks })
      .where('id', '=', job.id)
      .executeTakeFirst();
    if (text !== '' && found.numUpdatedRows === 1n)
      await tx.insertInto('export_chunk').values({ job: job.id, place: job.chunks, text }).execute();
  });
}

export async function deleteExportsBefore(db: Database, timeMs: number): Promise<void> {
  await transaction(db, async (tx) => {
    const old = tx.selectFrom('export_job').select('id').where('created_at', '<=', timeMs);
    await tx.deleteFrom('export_chunk').where('job', 'in', old).execute();
    await tx.deleteFrom('export_job').where('created_at', '<=', timeMs).execute();
  });
}

export const giveUp = (db: Database, id: Id) =>
  db.updateTable('export_job').set({ state: 'failed' }).where('id', '=', id).execute();

/** An officer's own files of the last day, the latest first. */
export async function exportsOf(db: Database, officer: Id, nowMs: number) {
  const rows = await db
    .selectFrom('export_job')
    .select(['id', 'state', 'rows', 'chunks', 'created_at'])
    .where('officer', '=', officer)
    .where('created_at', '>', nowMs - exportsKeptMs)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(({ created_at: createdAt, ...row }) => ({ ...row, createdAt }));
}

/** A piece of an officer's own file, on its day. */
export async function exportChunk(
  db: Database,
  officer: Id,
  { id, place }: { id: Id; place: number },
  nowMs: number,
): Promise<Result<{ text: string }>> {
  const row = await db
    .selectFrom('export_chunk')
    .innerJoin('export_job', 'export_job.id', 'export_chunk.job')
    .select('text')
    .where('job', '=', id)
    .where('place', '=', place)
    .where('officer', '=', officer)
    .where('created_at', '>', nowMs - exportsKeptMs)
    .executeTakeFirst();
  return row ? ok({ text: row.text }) : refuse('FILE_UNREADABLE', 'no such piece');
}
