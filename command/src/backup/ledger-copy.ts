import { copyFile, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';

/** The ledger's files (embedded-ledger and the server's name beside it). */
const databaseName = 'ledger.sqlite';
const tipName = 'tip.json';
const nameFile = 'name';

const lastBlock = z.object({ number: z.int(), hash: z.string() });

/** Copies the ledger as of one instant, also while it is at work. @returns the number of blocks. */
export async function copyLedger(from: string, to: string): Promise<number> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  await copyFile(join(from, nameFile), join(to, nameFile));
  const database = new Database(join(from, databaseName), { readonly: true, fileMustExist: true });
  try {
    database.prepare('VACUUM INTO ?').run(join(to, databaseName));
  } finally {
    database.close();
  }
  const copy = new Database(join(to, databaseName), { readonly: true });
  try {
    const row = copy.prepare('SELECT number, hash FROM block ORDER BY number DESC LIMIT 1').get();
    const tip = row === undefined ? null : lastBlock.parse(row);
    // The copy's own: at work, the ledger beside it is already longer.
    if (tip) await writeTip(join(to, tipName), { height: tip.number + 1, hash: tip.hash });
    return tip ? tip.number + 1 : 0;
  } finally {
    copy.close();
  }
}

async function writeTip(path: string, tip: { height: number; hash: string }): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(tip)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
