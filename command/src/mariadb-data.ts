import { execFile } from 'node:child_process';
import { mkdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { StartRefused } from './start-refused.ts';

/** The system tables' definitions, in the order in which MariaDB's own installer reads them. Help texts and `sys` are left out: 3 MB nobody asks for. */
const DEFINITIONS = ['system_tables.sql', 'performance_tables.sql', 'system_tables_data.sql'];

/** Beside the program: Debian has ../share/mysql, later versions name the folder after MariaDB. */
const DEFINITION_FOLDERS = ['../share/mysql', '../share/mariadb', '../share'];

/** A MariaDB that starts clears its folder of temporary tables: in a common one it would take another's. */
export const temporaryFolder = (home: string): string => join(home, 'tmp');

/**
 * Makes `home`/data with MariaDB's system tables, if it is not there. It does what `mariadb-install-db` does, because
 * Debian's mariadb-server-core has that script without a program that the script needs (my_print_defaults).
 * Made beside its place and moved there last, so that a half-made folder is never taken for a whole one.
 */
export async function makeDataFolder(program: string, home: string): Promise<void> {
  const folder = join(home, 'data');
  if (await stat(folder).catch(() => null)) return;
  const unfinished = join(home, 'data.unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const statements = await systemTables(program);
  try {
    await bootstrap(program, unfinished, statements);
  } catch (cause) {
    throw new StartRefused(`MariaDB's data folder could not be made in ${home}; is the disk full?`, {
      cause,
    });
  }
  await rename(unfinished, folder);
}

async function systemTables(program: string): Promise<string> {
  const start = [
    'CREATE DATABASE IF NOT EXISTS mysql;',
    'USE mysql;',
    // The administrator is whoever runs this program, known by the socket; there is no password.
    `SET @auth_root_socket='${userInfo().username.replaceAll("'", "''")}';`,
  ];
  const files = await Promise.all(DEFINITIONS.map((name) => definition(program, name)));
  return [...start, ...files].join('\n');
}

async function definition(program: string, name: string): Promise<string> {
  const place = dirname(await realpath(program));
  for (const folder of DEFINITION_FOLDERS) {
    for (const prefix of ['mysql_', 'mariadb_']) {
      const text = await readFile(join(place, folder, `${prefix}${name}`), 'utf8').catch(() => null);
      if (text !== null) return text;
    }
  }
  throw new StartRefused(`${program} is there but its file ${name} is not; install MariaDB again.`);
}

async function bootstrap(program: string, dataFolder: string, statements: string): Promise<void> {
  const temporary = temporaryFolder(dirname(dataFolder));
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  const options = [
    '--no-defaults', // must be the first
    '--bootstrap',
    `--user=${userInfo().username}`,
    `--datadir=${dataFolder}`,
    `--tmpdir=${temporary}`,
    '--log-warnings=0',
    '--enforce-storage-engine=',
    '--innodb-log-file-size=8M',
    '--max-allowed-packet=8M',
    '--net-buffer-length=16K',
  ];
  await new Promise<void>((resolve, reject) => {
    const child = execFile(program, options, (error) => (error === null ? resolve() : reject(error)));
    child.stdin?.on('error', () => {
      // It ended before reading everything; its exit code says why.
    });
    child.stdin?.end(statements);
  });
}
