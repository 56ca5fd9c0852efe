import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The folder of the whole repository. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

/** The top-level folders that are packages. */
export async function rooms(): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await readdir(ROOT, { withFileTypes: true })) {
    if (entry.isDirectory() && (await isThere(join(ROOT, entry.name, 'package.json'))))
      names.push(entry.name);
  }
  return names.sort();
}

export async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
