import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, endProcess, isAlive } from '../process-end.ts';
import { openFailure } from '../start/ports.ts';
import { StartRefused } from '../start-refused.ts';
import type { Launch } from './launch.ts';
import type { ProcessName } from './organisations.ts';
import { refuseTakenPorts } from './ports.ts';

/** A peer that was killed under load checks its ledger first; on a slow disk that takes a while. */
const READY_WITHIN_MS = 60_000;
const LOOK_INTERVAL_MS = 20;
/** Peers and orderer write everything before they answer, so that a kill loses nothing. */
const STOP_PATIENCE_MS = 10_000;

const runFolder = (folder: string): string => join(folder, 'run');
export const logPath = (folder: string, name: ProcessName): string => join(runFolder(folder), `${name}.log`);
const pidPath = (folder: string, name: ProcessName): string => join(runFolder(folder), `${name}.pid`);

/** What the process is called in the system's list: ids are reused, so that one from a file must prove whose it is. */
const title = (folder: string, name: ProcessName): string => `kumoh-pay-${name} ${folder}`;

/** The id of the running process of that name; null if it does not run, whatever its file says. */
export async function runningPid(folder: string, name: ProcessName): Promise<number | null> {
  const text = await readFile(pidPath(folder, name), 'utf8').catch(() => '');
  const pid = /^\d+\n?$/.test(text) ? Number(text) : 0;
  if (pid <= 0 || !isAlive(pid)) return null;
  return commandLine(pid).startsWith(`${title(folder, name)} `) ? pid : null;
}

/** Starts the process unless it runs, and waits until its port takes connections. True if it had to be started. */
export async function startProcess(folder: string, launch: Launch): Promise<boolean> {
  const { name, program, words, environment, ports } = launch;
  if ((await runningPid(folder, name)) !== null) return false;
  await refuseTakenPorts(name, ports);
  await mkdir(runFolder(folder), { recursive: true, mode: 0o700 });
  const log = await open(logPath(folder, name), 'a', 0o600);
  // Its own group and no tie to us: it outlives this command, and Ctrl-C at the terminal does not reach it.
  const child = spawn(program, words, {
    argv0: title(folder, name),
    cwd: folder,
    detached: true,
    env: { ...plainEnvironment(), ...environment },
    stdio: ['ignore', log.fd, log.fd],
  });
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = `it ended with ${signal ?? `code ${code}`}`;
  });
  await log.close();
  if (child.pid !== undefined) await writeFile(pidPath(folder, name), `${child.pid}\n`, { mode: 0o600 });
  await waitUntilOpen(folder, launch, () => ended);
  child.removeAllListeners();
  child.unref();
  return true;
}

async function waitUntilOpen(
  folder: string,
  { name, ports }: Launch,
  ended: () => string | null,
): Promise<void> {
  for (let waitedMs = 0; waitedMs < READY_WITHIN_MS; waitedMs += LOOK_INTERVAL_MS) {
    const reason = ended();
    if (reason !== null) {
      throw new StartRefused(`${name} did not start: ${await lastComplaint(folder, name, reason)}`);
    }
    const failures = await Promise.all([ports['listen'] ?? 0].map((port) => openFailure('127.0.0.1', port)));
    if (failures.every((failure) => failure === 'EADDRINUSE')) return;
    await sleep(LOOK_INTERVAL_MS);
  }
  throw new StartRefused(
    `${name} did not become ready within ${READY_WITHIN_MS / 1000} s; see ${logPath(folder, name)}.`,
  );
}

async function lastComplaint(folder: string, name: ProcessName, reason: string): Promise<string> {
  const lines = (await readFile(logPath(folder, name), 'utf8')).trimEnd().split('\n');
  const complaint = lines.findLast((line) => /error|panic|fatal/i.test(line)) ?? lines.at(-1);
  return `${complaint?.slice(0, 500) || reason} (${logPath(folder, name)})`;
}

/** Our own settings of CORE_* or ORDERER_* in a person's shell must not change a network's. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(CORE_|ORDERER_|FABRIC_|NODE_OPTIONS$|VITEST)/.test(name),
  );
  return Object.fromEntries(kept);
}

/** Ends the process in order and forgets its id. True if it ran. */
export async function stopProcess(folder: string, name: ProcessName): Promise<boolean> {
  const pid = await runningPid(folder, name);
  if (pid !== null) await endProcess(pid, STOP_PATIENCE_MS);
  await rm(pidPath(folder, name), { force: true });
  return pid !== null;
}

/** As a power cut would end it: nothing is written, and its id stays in the file. False if it did not run. */
export async function killProcess(folder: string, name: ProcessName): Promise<boolean> {
  const pid = await runningPid(folder, name);
  if (pid === null) return false;
  await endProcess(pid, 0);
  return true;
}
