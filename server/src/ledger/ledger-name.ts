import { randomInt } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const nameFile = 'name';
const nameLetters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const namePattern = /^vouchers-[a-z0-9]{8}$/;

/** The ledger's name, made at first run and kept beside it: what is signed for one ledger is void on every other. */
export async function ledgerName(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, nameFile);
  const letters = Array.from({ length: 8 }, () => nameLetters[randomInt(nameLetters.length)]);
  try {
    await writeFile(path, `vouchers-${letters.join('')}`, { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if (!alreadyThere.safeParse(error).success) throw error;
  }
  const name = (await readFile(path, 'utf8')).trim();
  if (!namePattern.test(name)) {
    throw new Error(`${path} does not hold a ledger's name; restore the ledger's directory from its backup`);
  }
  return name;
}

const alreadyThere = z.object({ code: z.literal('EEXIST') });
