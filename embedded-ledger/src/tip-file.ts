import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LedgerDamaged } from './errors.ts';

/** Beside the database: how high the chain was, and the hash of its last block. Outside it, so that an older copy of the database is noticed. */
export const tipFileName = 'tip.json';

/** `height` is the number of blocks, `hash` that of the last one. */
export type Tip = { height: number; hash: string };
const tipSchema = z.object({ height: z.number().int().nonnegative(), hash: z.string() });

/** Undefined if there is no such file. */
export function readTip(directory: string): Tip | undefined {
  const path = join(directory, tipFileName);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
  try {
    return tipSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new LedgerDamaged(
      `${path} cannot be read. It says how long the ledger was. Compare the ledger with its mirror or a backup; if it is whole, delete the file's content by hand and write {"height": number of blocks, "hash": "hash of the last one"}.`,
      { cause },
    );
  }
}

/** Atomic and durable: a crash leaves the old file or the new one. */
export function writeTip(directory: string, tip: Tip): void {
  const path = join(directory, tipFileName);
  const file = openSync(`${path}.new`, 'w');
  try {
    writeSync(file, `${JSON.stringify(tip)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
  syncDirectory(directory);
}

/** A new name in a directory is durable only once the directory itself is. */
export function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
