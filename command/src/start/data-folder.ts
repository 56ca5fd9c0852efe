import { mkdir, readFile, statfs, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { tryFileLock } from '../file-lock.ts';
import { StartRefused } from '../start-refused.ts';

/** A new campus takes some 100 MB (most of it MariaDB's logs), and a database that runs into a full disk is no fun to mend. */
const FREE_SPACE_NEEDED_MB = 500;
const BYTES_PER_MB = 1024 * 1024;

const instanceSchema = z.object({ pid: z.int().positive() });

export interface DataFolder {
  path: string;
  release(): void;
}

/**
 * Makes the data folder if it is not there and takes it for this process alone. Throws StartRefused, in one line, when
 * another instance works with it, it cannot be written, or its disk is nearly full.
 */
export async function takeDataFolder(name: string): Promise<DataFolder> {
  const path = resolve(name);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StartRefused(`the data folder ${path} cannot be made: ${String(cause)}`, { cause });
  }
  const release = lock(path);
  if (release === null) {
    throw new StartRefused(
      `another Kumoh Pay${await otherInstance(path)} works with the data folder ${path}; stop it, or name another folder with --data DIR.`,
    );
  }
  try {
    await refuseFullDisk(path);
    await writeFile(join(path, 'instance.json'), `${JSON.stringify({ pid: process.pid })}\n`);
  } catch (error) {
    release();
    throw error;
  }
  return { path, release };
}

function lock(path: string): (() => void) | null {
  try {
    return tryFileLock(join(path, 'instance.lock'));
  } catch (cause) {
    throw new StartRefused(`the data folder ${path} cannot be written: ${String(cause)}`, { cause });
  }
}

async function otherInstance(path: string): Promise<string> {
  const text = await readFile(join(path, 'instance.json'), 'utf8').catch(() => '');
  try {
    return ` (process ${instanceSchema.parse(JSON.parse(text)).pid})`;
  } catch {
    return ''; // it is only for the sentence; the lock is what counts
  }
}

async function refuseFullDisk(path: string): Promise<void> {
  const { bavail, bsize } = await statfs(path);
  const freeMb = Math.floor((bavail * bsize) / BYTES_PER_MB);
  if (freeMb < FREE_SPACE_NEEDED_MB) {
    throw new StartRefused(
      `the disk of ${path} has ${freeMb} MB left and ${FREE_SPACE_NEEDED_MB} MB are needed; make room, or name another folder with --data DIR.`,
    );
  }
}
