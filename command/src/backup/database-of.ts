import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from 'mysql2/promise';
import { tryFileLock } from '../file-lock.ts';
import { givenDatabase } from '../given-database.ts';
import { DATABASE_NAME, startMariadb } from '../mariadb.ts';
import { takeDataFolder } from '../start/data-folder.ts';
import { StartRefused } from '../start-refused.ts';

/** The data folder's database for the time of some work, with the server stopped or running. */
export async function withDatabase<T>(
  directory: string,
  work: (database: ConnectionOptions) => Promise<T>,
): Promise<T> {
  const given = givenDatabase();
  if (given) return work({ uri: given.databaseUrl });
  if ((await stat(join(directory, 'mariadb')).catch(() => null)) === null)
    throw new StartRefused(`there is no campus in ${directory}.`);
  const release = tryFileLock(join(directory, 'instance.lock'));
  if (release === null) return work(await runningDatabase(directory));
  release();
  return withStoppedServer(directory, ({ databaseUrl }) => work({ uri: databaseUrl }));
}

/** MariaDB knows whoever started it by the kernel's word on its socket. */
async function runningDatabase(directory: string): Promise<ConnectionOptions> {
  const socketPath = join(directory, 'mariadb', 's.sock');
  if ((await stat(socketPath).catch(() => null)) === null)
    throw new StartRefused(
      `the database of ${directory} cannot be reached beside the server; stop it first.`,
    );
  return { socketPath, user: userInfo().username, database: DATABASE_NAME };
}

/** Takes the folder, so that no server can be started meanwhile, and runs its database. */
export async function withStoppedServer<T>(
  directory: string,
  work: (database: { databaseUrl: string; databaseOwnerUrl: string }) => Promise<T>,
): Promise<T> {
  const folder = await takeDataFolder(directory);
  try {
    const given = givenDatabase();
    if (given) return await work(given);
    const mariadb = await startMariadb({ directory: folder.path, durability: 'durable' });
    try {
      return await work(mariadb);
    } finally {
      await mariadb.stop();
    }
  } finally {
    folder.release();
  }
}
