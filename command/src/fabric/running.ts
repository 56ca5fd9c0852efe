import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { commandLine, isAlive } from '../process-end.ts';
import type { ProcessName } from './organisations.ts';

const run = promisify(execFile);
/** A machine with thousands of processes, with long command lines. */
const LIST_BYTES_MAX = 16 * 1024 * 1024;

export const runFolder = (folder: string): string => join(folder, 'run');
const pidPath = (folder: string, name: ProcessName): string => join(runFolder(folder), `${name}.pid`);

/** What the process is called in the system's list: ids are reused, so that one from a file must prove whose it is. */
export const title = (folder: string, name: ProcessName): string => `kumoh-pay-${name} ${folder}`;

export const rememberPid = (folder: string, name: ProcessName, pid: number): Promise<void> =>
  writeFile(pidPath(folder, name), `${pid}\n`, { mode: 0o600 });

export const forgetPid = (folder: string, name: ProcessName): Promise<void> =>
  rm(pidPath(folder, name), { force: true });

/** The id of the running process of that name; null if it does not run, whatever its file says. */
export async function runningPid(folder: string, name: ProcessName): Promise<number | null> {
  const text = await readFile(pidPath(folder, name), 'utf8').catch(() => null);
  const pid = text !== null && /^\d+\n?$/.test(text) ? Number(text) : 0;
  if (pid > 0 && isAlive(pid) && commandLine(pid).startsWith(`${title(folder, name)} `)) return pid;
  return byTitle(folder, name);
}

/** A start that was killed before it had written the file leaves a process that only the system's list knows. */
async function byTitle(folder: string, name: ProcessName): Promise<number | null> {
  const { stdout } = await run('ps', ['-A', '-ww', '-o', 'pid=,args='], { maxBuffer: LIST_BYTES_MAX });
  for (const line of stdout.split('\n')) {
    const [, pid, command] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    if (command?.startsWith(`${title(folder, name)} `) && isAlive(Number(pid))) return Number(pid);
  }
  return null;
}

/** Resident memory of a process in MB; null if it has just ended. */
export async function memoryMb(pid: number): Promise<number | null> {
  const kilobytes = await run('ps', ['-o', 'rss=', '-p', String(pid)]).then(
    ({ stdout }) => Number(stdout.trim()),
    () => Number.NaN,
  );
  return Number.isFinite(kilobytes) ? Math.round(kilobytes / 1024) : null;
}
