import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ConnectionOptions } from 'mysql2/promise';
import { networkFolder } from '../fabric/network-file.ts';
import { isThere } from '../root.ts';
import { StartRefused } from '../start-refused.ts';
import { copyLedger } from './ledger-copy.ts';
import { copyNetwork } from './network-copy.ts';
import { dumpRecords } from './records.ts';

/** What is copied whole: keys (mode 0600) and, of a demo campus, the keys of its people. */
const keyFolders = ['keys', 'demo'];
const recordsFile = 'records.jsonl';

export interface BackupReport {
  /** Null of a Fabric network: its ledgers are copied as their peers left them. */
  blocks: number | null;
  rows: number;
}

/**
 * A copy of the campus in a new folder. Records first and the ledger last: whatever a record waits for is then in the
 * ledger or was never ordered, which the next start finds out.
 */
export async function backUp(
  directory: string,
  database: ConnectionOptions,
  to: string,
): Promise<BackupReport> {
  await refuseFilled(to);
  const ledger = join(directory, 'ledger');
  const onFabric = await isThere(networkFolder(directory));
  if (!onFabric && !(await isThere(ledger))) throw new StartRefused(`there is no campus in ${directory}.`);
  const unfinished = `${to}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(dirname(to), { recursive: true });
  await mkdir(unfinished, { mode: 0o700 });
  await copyKeys(directory, unfinished);
  const rows = await dumpRecords(database, join(unfinished, recordsFile));
  if (onFabric) await copyNetwork(directory, unfinished);
  const blocks = onFabric ? null : await copyLedger(ledger, join(unfinished, 'ledger'));
  await rm(to, { recursive: true, force: true });
  await rename(unfinished, to);
  return { blocks, rows };
}

/** Keys and ledger of a backup into a new data folder. @returns the file of records, for a database of its own. */
export async function restoreFiles(from: string, directory: string): Promise<string> {
  await refuseHalfBackup(from);
  await copyKeys(from, directory);
  if (await isThere(networkFolder(from))) await copyNetwork(from, directory);
  else await copyLedger(join(from, 'ledger'), join(directory, 'ledger'));
  return join(from, recordsFile);
}

/** Asked before anything is made, so that a wrong name costs nothing. */
export async function refuseHalfBackup(from: string): Promise<void> {
  if ((await stat(join(from, recordsFile)).catch(() => null)) === null)
    throw new StartRefused(`${from} holds no whole backup: ${recordsFile} is missing.`);
}

async function copyKeys(from: string, to: string): Promise<void> {
  for (const name of keyFolders) {
    const there = await stat(join(from, name)).catch(() => null);
    if (there) await cp(join(from, name), join(to, name), { recursive: true, preserveTimestamps: true });
  }
}

/** Nothing is written over, neither a backup nor a campus. `besides`: what may lie there. */
export async function refuseFilled(folder: string, besides: readonly string[] = []): Promise<void> {
  const there = await readdir(folder).catch(() => []);
  if (there.some((name) => !besides.includes(name)))
    throw new StartRefused(`${folder} is not empty; name a folder that is.`);
}
