import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { totalmem, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from './mariadb-data.ts';
import { endProcess } from './process-end.ts';
import { StartRefused } from './start-refused.ts';

/** Usually a tenth of a second; after a crash InnoDB replays its log first, on a slow disk for a minute or so. */
const READY_WITHIN_MS = 120_000;
const READY_LOOK_INTERVAL_MS = 20;

/** An orderly stop writes back changed pages; when it takes longer, a kill is safe and the next start replays the log. */
const STOP_PATIENCE_MS = 20_000;

/** A test's tables fit into this; what a term of payments fills is read from the disk then. */
const poolLeastMiB = 64;
/** A million journal entries with their indexes take about this much. */
const poolMostMiB = 1_024;
/** The rest is the ledger's, the server's and the system's. */
const poolShare = 1 / 16;

/** Memory for the tables' pages, in MiB. It is taken as it fills. */
const poolMiB = (durability: MariadbDurability): number =>
  durability === 'fast'
    ? poolLeastMiB
    : Math.round(Math.min(poolMostMiB, Math.max(poolLeastMiB, (totalmem() / 2 ** 20) * poolShare)));

export type MariadbDurability = 'durable' | 'fast';

export interface RunningMariadb {
  port: number;
  socketPath: string;
  logPath: string;
  stop(): Promise<void>;
}

interface Launch {
  program: string;
  home: string;
  socketPath: string;
  durability: MariadbDurability;
  port: number;
}

/** Starts mariadbd on `home`/data and waits until it takes connections. */
export async function runMariadb(launch: Launch): Promise<RunningMariadb> {
  const { port } = launch;
  const logPath = join(launch.home, 'error.log');
  const log = await open(logPath, 'a');
  await mkdir(temporaryFolder(launch.home), { recursive: true, mode: 0o700 });
  // Its own process group: Ctrl-C at the terminal must reach only the parent, which stops its parts in order.
  const child = spawn(launch.program, serverOptions(launch), {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const failure = startFailure(child);
  await log.close();
  await waitUntilReady(port, failure, logPath);
  return { port, socketPath: launch.socketPath, logPath, stop: () => stop(child) };
}

function serverOptions({ home, socketPath, durability, port }: Launch): string[] {
  const fast = durability === 'fast';
  return [
    '--no-defaults', // must be the first
    `--user=${userInfo().username}`,
    `--datadir=${join(home, 'data')}`,
    `--pid-file=${join(home, 'mariadbd.pid')}`,
    `--tmpdir=${temporaryFolder(home)}`,
    `--socket=${socketPath}`,
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    '--skip-name-resolve',
    '--local-infile=0',
    '--performance-schema=OFF',
    '--max-connections=200',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
    '--default-time-zone=+00:00',
    '--sql-mode=STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
    // Without it two read-then-write debits under REPEATABLE READ lose one of them.
    '--innodb-snapshot-isolation=ON',
    `--innodb-buffer-pool-size=${poolMiB(durability)}M`,
    `--innodb-flush-log-at-trx-commit=${fast ? 0 : 1}`,
    `--innodb-fast-shutdown=${fast ? 2 : 1}`,
  ];
}

interface StartFailure {
  reason: string | null;
}

function startFailure(child: ChildProcess): StartFailure {
  const failure: StartFailure = { reason: null };
  child.once('error', (error) => {
    failure.reason = error.message;
  });
  child.once('exit', (code, signalName) => {
    failure.reason = `it ended with ${signalName ?? `code ${code}`}`;
  });
  return failure;
}

async function waitUntilReady(port: number, failure: StartFailure, logPath: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < READY_WITHIN_MS; waitedMs += READY_LOOK_INTERVAL_MS) {
    if (failure.reason !== null) {
      throw new StartRefused(
        `MariaDB did not start: ${await lastError(logPath, failure.reason)} (${logPath})`,
      );
    }
    if (await acceptsConnections(port)) return;
    await sleep(READY_LOOK_INTERVAL_MS);
  }
  throw new StartRefused(
    `MariaDB did not become ready within ${READY_WITHIN_MS / 1000} seconds; see ${logPath}.`,
  );
}

async function lastError(logPath: string, reason: string): Promise<string> {
  const lines = (await readFile(logPath, 'utf8')).split('\n');
  return lines.findLast((line) => line.includes('[ERROR]'))?.replace(/^.*\[ERROR\]\s*/, '') ?? reason;
}

/** mariadbd opens its port only when it is ready for connections. */
function acceptsConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createConnection({ host: '127.0.0.1', port });
    // The server greets first; a port that merely opens could be another program's.
    probe.once('data', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
    probe.once('close', () => resolve(false));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  await endProcess(child.pid, STOP_PATIENCE_MS);
  await ended;
}
