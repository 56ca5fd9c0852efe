import { dayMs, hourMs, type Id, newId } from '@kumoh-pay/domain';
import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { found, type Officer, value } from '../../test/founding.ts';
import { type Database, openDatabase } from '../db/index.ts';
import { growingExports, startExport } from './export.ts';
import { deleteExportsBefore, exportChunk } from './export-store.ts';
import { exportsEnded } from './export-writing.ts';

let campus: Campus;
let park: Officer;
/** Of a server whose clock and end are the test's. */
let stopping: AbortController;
let officer: Id;
beforeAll(async () => {
  campus = await openCampus();
  [park] = await found(campus);
});
afterAll(() => campus.stop());
beforeEach(() => {
  stopping = new AbortController();
  officer = newId();
});
afterEach(async () => {
  await ownerOfDatabase('DROP TRIGGER IF EXISTS away');
  stopping.abort();
  await exportsEnded(stopping.signal);
});

async function ownerOfDatabase(statement: string): Promise<void> {
  const connection = await createConnection(campus.config.databaseOwnerUrl);
  await connection.query(statement);
  await connection.end();
}
const nothingIsWritten = (when = 'TRUE') =>
  ownerOfDatabase(
    `CREATE TRIGGER away BEFORE UPDATE ON export_job FOR EACH ROW IF ${when} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'away'; END IF`,
  );

const faults: unknown[] = [];
const partsOf = (db: Database) => ({
  db,
  now: () => Date.now(),
  log: { error: (fault: unknown) => void faults.push(fault) },
  stopping: stopping.signal,
  firstPauseMs: 20,
});
const wish = { search: {}, language: 'ko' } as const;
const begin = async (db = campus.db) => value(await startExport(partsOf(db), officer, wish)).id;
const stateOf = async (id: Id) =>
  (await campus.db.selectFrom('export_job').select('state').where('id', '=', id).executeTakeFirst())?.state;

it('a file is written, and says so to a page that was busy when it was done', async () => {
  const id = await begin();
  const page = growingExports(partsOf(campus.db), officer, stopping.signal);
  const first = await page.next();
  expect(first.value).toMatchObject([{ id }]);
  await expect.poll(() => stateOf(id)).toBe('done');
  // The page takes the next look only now.
  const late = new Promise((resolve) => setTimeout(resolve, 2_000, 'deaf'));
  for (let told = first.value; told?.[0]?.state !== 'done'; ) {
    const next = await Promise.race([page.next(), late]);
    if (next === 'deaf') throw new Error('the page was not told');
    told = (next as typeof first).value;
  }
  await page.return(undefined);
});

it('a fault that passes costs a file nothing', async () => {
  await nothingIsWritten();
  const id = await begin();
  await expect.poll(() => faults.length).toBeGreaterThan(1);
  expect(await stateOf(id)).toBe('running');
  await ownerOfDatabase('DROP TRIGGER away');
  await expect.poll(() => stateOf(id)).toBe('done');
});

it('a database that goes away under a file ends no server, and the next look goes on with it', async () => {
  const unheard: unknown[] = [];
  const hear = (error: unknown) => void unheard.push(error);
  process.on('unhandledRejection', hear);
  const db = openDatabase(campus.config.databaseUrl);
  await nothingIsWritten();
  const id = await begin(db);
  await db.destroy();
  await ownerOfDatabase('DROP TRIGGER away');
  await new Promise((resolve) => setTimeout(resolve, 500));
  process.off('unhandledRejection', hear);
  expect(unheard).toEqual([]);
  expect(await stateOf(id)).toBe('running');
  stopping.abort();
  await exportsEnded(stopping.signal);

  stopping = new AbortController();
  const page = growingExports(partsOf(campus.db), officer, stopping.signal);
  await page.next();
  await expect.poll(() => stateOf(id)).toBe('done');
  await page.return(undefined);
});

it('a file that can never be written is given up, and says so', async () => {
  await nothingIsWritten(`NEW.state <> 'failed'`);
  const id = await begin();
  await expect.poll(() => stateOf(id), { timeout: 5_000 }).toBe('failed');
});

it('a server that stops waits for the page that it is writing', async () => {
  const db = openDatabase(campus.config.databaseUrl);
  faults.length = 0;
  const id = await begin(db);
  stopping.abort();
  await exportsEnded(stopping.signal);
  await db.destroy();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(faults).toEqual([]);
  expect(['running', 'done']).toContain(await stateOf(id));
});

it('a file is given out on its day only, and is thrown away after it, whoever looks', async () => {
  const { id } = value(await park.console.transaction.startExport.mutate(wish));
  await expect.poll(() => stateOf(id)).toBe('done');
  value(await park.console.transaction.exportChunk.query({ id, place: 0 }));
  const piece = (nowMs: number) => exportChunk(campus.db, park.id, { id, place: 0 }, nowMs);
  expect(await piece(Date.now() + dayMs - hourMs)).toMatchObject({ ok: true });
  expect(await piece(Date.now() + dayMs)).toMatchObject({ ok: false, code: 'FILE_UNREADABLE' });

  const yesterday = Date.now() - dayMs - 1_000;
  await campus.db.updateTable('export_job').set({ created_at: yesterday }).where('id', '=', id).execute();
  expect(await park.console.transaction.exportChunk.query({ id, place: 0 })).toMatchObject({ ok: false });
  await deleteExportsBefore(campus.db, Date.now() - dayMs);
  expect(await stateOf(id)).toBeUndefined();
  const pieces = await campus.db.selectFrom('export_chunk').select('place').where('job', '=', id).execute();
  expect(pieces).toEqual([]);
});

it('files that are over are thrown away by the next start', async () => {
  const id = await begin();
  await expect.poll(() => stateOf(id)).toBe('done');
  const yesterday = Date.now() - dayMs - 1_000;
  await campus.db.updateTable('export_job').set({ created_at: yesterday }).where('id', '=', id).execute();
  await campus.restart();
  await expect.poll(() => stateOf(id)).toBeUndefined();
});
