import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess } from '../process-end.ts';
import { StartRefused } from '../start-refused.ts';
import type { Launch } from './launch.ts';
import type { ProcessName } from './organisations.ts';
import { refuseTakenPorts } from './ports.ts';
import { forgetPid, rememberPid, runFolder, runningPid, title } from './running.ts';

/** A peer that was killed under load checks its ledger first; on a slow disk that takes a while. */
const READY_WITHIN_MS = 60_000;
const LOOK_INTERVAL_MS = 20;
/** Peers and orderer write everything before they answer, so that a kill after it loses nothing. */
const STOP_PATIENCE_MS = 10_000;
/** A complaint of a Go program may carry a whole certificate. */
const COMPLAINT_MAX = 500;

export const logPath = (folder: string, name: ProcessName): string => join(runFolder(folder), `${name}.log`);

/** Starts the process unless it runs, and waits until its port takes connections. True if it had to be started. */
export async function startProcess(folder: string, launch: Launch): Promise<boolean> {
  const { name, ports } = launch;
  if ((await runningPid(folder, name)) !== null) return false;
  await refuseTakenPorts(name, ports);
  await mkdir(runFolder(folder), { recursive: true, mode: 0o700 });
  const child = await spawnTied(folder, launch);
  const ended = endOf(child);
  if (child.pid !== undefined) await rememberPid(folder, name, child.pid);
  try {
    await waitUntilOpen(folder, launch, ended);
  } catch (error) {
    await stopProcess(folder, name);
    throw error;
  } finally {
    child.removeAllListeners();
    child.unref();
  }
  return true;
}

/** Its own group, and no tie to us: it outlives this command, and Ctrl-C at the terminal does not reach it. */
async function spawnTied(folder: string, launch: Launch): Promise<ChildProcess> {
  const { name, program, words, environment } = launch;
  const log = await open(logPath(folder, name), 'a', 0o600);
  try {
    return spawn(program, words, {
      argv0: title(folder, name),
      cwd: folder,
      detached: true,
      env: { ...plainEnvironment(), ...environment },
      stdio: ['ignore', log.fd, log.fd],
    });
  } finally {
    await log.close();
  }
}

/** Answers why the process ended; null while it has not. */
function endOf(child: ChildProcess): () => string | null {
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = `it ended with ${signal ?? `code ${code}`}`;
  });
  return () => ended;
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
    if (await takesConnections(ports.listen)) return;
    await sleep(LOOK_INTERVAL_MS);
  }
  throw new StartRefused(
    `${name} did not become ready within ${READY_WITHIN_MS / 1000} s; see ${logPath(folder, name)}.`,
  );
}

/** By connecting: a probe that opened the port itself could take it from the process that is about to. */
function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createConnection({ host: '127.0.0.1', port });
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

async function lastComplaint(folder: string, name: ProcessName, reason: string): Promise<string> {
  const lines = (await readFile(logPath(folder, name), 'utf8')).trimEnd().split('\n');
  const complaint = lines.findLast((line) => /error|panic|fatal/i.test(line)) ?? lines.at(-1);
  return `${complaint?.slice(0, COMPLAINT_MAX) || reason} (${logPath(folder, name)})`;
}

/** A setting of Fabric's in a person's shell would otherwise change every process. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(CORE_|ORDERER_|FABRIC_|CHAINCODE_|NODE_OPTIONS$|VITEST)/.test(name),
  );
  return Object.fromEntries(kept);
}

/** Ends the process in order and forgets its id. True if it ran. */
export async function stopProcess(folder: string, name: ProcessName): Promise<boolean> {
  const pid = await runningPid(folder, name);
  if (pid !== null) await endProcess(pid, STOP_PATIENCE_MS);
  await forgetPid(folder, name);
  return pid !== null;
}

/** As a power cut would end it: nothing is written, and its id stays in the file. False if it did not run. */
export async function killProcess(folder: string, name: ProcessName): Promise<boolean> {
  const pid = await runningPid(folder, name);
  if (pid === null) return false;
  await endProcess(pid, 0);
  return true;
}
