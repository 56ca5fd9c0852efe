import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './free-port.ts';
import {
  connectAsAdministrator,
  grantAccounts,
  type MariadbAccounts,
  readOrMakeAccounts,
} from './mariadb-accounts.ts';
import { makeDataFolder } from './mariadb-data.ts';
import { type MariadbDurability, type RunningMariadb, runMariadb } from './mariadb-process.ts';
import { mariadbProgram } from './mariadb-program.ts';
import { commandLine, endProcess } from './process-end.ts';
import { StartRefused } from './start-refused.ts';

/** A socket's path is at most 107 bytes on Linux and 103 on macOS; a longer one is refused by the kernel, so it moves elsewhere. */
const SOCKET_PATH_LIMIT = 100;

/** How long a MariaDB that a crashed parent left behind may take to shut down. A kill after it is safe: InnoDB recovers. */
const LEFTOVER_PATIENCE_MS = 20_000;

export const DATABASE_NAME = 'kumoh_pay';

export interface MariadbOptions {
  /** The data folder; everything of MariaDB lies in its folder `mariadb`. The caller holds the lock on it. */
  directory: string;
  /** `durable` flushes each commit to the disk; `fast` is for tests, whose data dies with the machine. */
  durability: MariadbDurability;
  /** A free one, unless whoever used it before still asks there. */
  port?: number;
}

export interface Mariadb {
  /** For the account that reads and writes rows. */
  databaseUrl: string;
  /** For the account that owns the tables: migrates, rebuilds. */
  databaseOwnerUrl: string;
  stop(): Promise<void>;
}

/**
 * Runs a private MariaDB on a free loopback port. One that a crashed parent left on the same folder is ended first.
 * Throws StartRefused when MariaDB is not there or does not come up.
 */
export async function startMariadb({ directory, durability, port }: MariadbOptions): Promise<Mariadb> {
  const program = await mariadbProgram();
  const home = resolve(directory, 'mariadb');
  await mkdir(home, { recursive: true, mode: 0o700 });
  await endLeftover(home);
  const accounts = await readOrMakeAccounts(home);
  await makeDataFolder(program, home);
  const socketFolder = await socketFolderOf(home);
  const socketPath = join(socketFolder, 's.sock');
  const server = await runMariadb({
    program,
    home,
    socketPath,
    durability,
    port: port ?? (await freePort()),
  });
  const stop = async () => {
    await server.stop();
    if (socketFolder !== home) await rm(socketFolder, { recursive: true, force: true });
  };
  try {
    await prepare(server, accounts);
  } catch (cause) {
    await stop();
    throw new StartRefused(`MariaDB runs but its accounts could not be made; see ${server.logPath}.`, {
      cause,
    });
  }
  return {
    databaseUrl: databaseUrl('app', accounts.appPassword, server.port),
    databaseOwnerUrl: databaseUrl('owner', accounts.ownerPassword, server.port),
    stop,
  };
}

async function prepare(server: RunningMariadb, accounts: MariadbAccounts): Promise<void> {
  const administrator = await connectAsAdministrator(server.socketPath);
  try {
    await grantAccounts(administrator, accounts, DATABASE_NAME);
  } finally {
    await administrator.end();
  }
}

function databaseUrl(account: string, password: string, port: number): string {
  return `mysql://${account}:${password}@127.0.0.1:${port}/${DATABASE_NAME}`;
}

/** Ends the MariaDB that the pid file names, if that process is really one on this folder. */
export async function endLeftover(home: string): Promise<void> {
  const text = await readFile(join(home, 'mariadbd.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (Number.isNaN(pid) || !commandLine(pid).includes(`--datadir=${join(home, 'data')}`)) return;
  await endProcess(pid, LEFTOVER_PATIENCE_MS);
}

async function socketFolderOf(home: string): Promise<string> {
  return Buffer.byteLength(join(home, 's.sock')) <= SOCKET_PATH_LIMIT
    ? home
    : await mkdtemp(join(tmpdir(), 'kumoh-'));
}
