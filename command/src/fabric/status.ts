import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StartRefused } from '../start-refused.ts';
import { networkFolder, readNetworkFile } from './network-file.ts';
import { PROCESS_NAMES, type ProcessName } from './organisations.ts';
import { logPath } from './process.ts';
import { memoryMb, runningPid } from './running.ts';

export interface ProcessStatus {
  name: ProcessName;
  /** Null if it does not run. */
  pid: number | null;
  memoryMb: number | null;
}

export interface NetworkStatus {
  folder: string;
  channel: string;
  /** SHA-256 of the contract's bundle, hex; null before the first deploy. */
  digest: string | null;
  /** How often the channel's definition of the contract was changed. */
  sequence: number;
  processes: ProcessStatus[];
}

/** What a data folder's network is, and which of its processes run; null where there is none. */
export async function networkStatus(dataFolder: string): Promise<NetworkStatus | null> {
  const folder = resolve(networkFolder(dataFolder));
  const network = await readNetworkFile(folder);
  if (network === null) return null;
  const processes = await Promise.all(
    PROCESS_NAMES.map(async (name) => {
      const pid = await runningPid(folder, name);
      return { name, pid, memoryMb: pid === null ? null : await memoryMb(pid) };
    }),
  );
  const { channel, deployed } = network;
  return { folder, channel, digest: deployed?.digest ?? null, sequence: deployed?.sequence ?? 0, processes };
}

/** The end of a log is read from so far back: a thousand long lines. */
const TAIL_BYTES = 512 * 1024;

/** The last lines of a process's log. @throws StartRefused where there is no such process or log. */
export async function lastLines(dataFolder: string, name: string, lines: number): Promise<string[]> {
  const known = PROCESS_NAMES.find((one) => one === name);
  if (known === undefined) {
    throw new StartRefused(`there is no process "${name}"; there are ${PROCESS_NAMES.join(', ')}.`);
  }
  const path = logPath(resolve(networkFolder(dataFolder)), known);
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) return [];
  const file = await open(path, 'r');
  try {
    const length = Math.min(size, TAIL_BYTES);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-lines);
  } finally {
    await file.close();
  }
}
