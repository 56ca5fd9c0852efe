import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftover, startMariadb } from './mariadb.ts';
import { isAlive } from './process-end.ts';
import { TEST_MARIADB_VARIABLE } from './test-database.ts';

const FOLDER_PREFIX = 'kumoh-test-mariadb-';

/** A test runner's global setup: one MariaDB for the whole run, gone with it. Returns the teardown. */
export default async function setUpTestMariadb(): Promise<() => Promise<void>> {
  await sweepAfterCrashedRuns();
  const directory = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  await writeFile(join(directory, 'runner.pid'), String(process.pid));
  const mariadb = await startMariadb({ directory, durability: 'fast' });
  const { databaseUrl, databaseOwnerUrl } = mariadb;
  process.env[TEST_MARIADB_VARIABLE] = JSON.stringify({ databaseUrl, databaseOwnerUrl });
  return async () => {
    await mariadb.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

/** A run that was killed had no chance to stop its MariaDB; the next run does it. Runs that still live are left alone. */
async function sweepAfterCrashedRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(FOLDER_PREFIX)) continue;
    const directory = join(tmpdir(), name);
    const pid = Number.parseInt(await readFile(join(directory, 'runner.pid'), 'utf8').catch(() => ''), 10);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    await endLeftover(join(directory, 'mariadb'));
    await rm(directory, { recursive: true, force: true });
  }
}
