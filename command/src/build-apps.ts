import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './check/run-program.ts';
import { withFileLock } from './file-lock.ts';
import { isThere, ROOT } from './root.ts';
import { StartRefused } from './start-refused.ts';

const APPS = { wallet: 'student-app', counter: 'pos-terminal', console: 'admin-console' } as const;

/** What goes into each app's bundle besides its own folder. The server gives types only, which leave nothing behind. */
const INGREDIENTS = ['domain', 'ui', 'device'];

/** Where the hash of the last build's inputs is kept: outside `build/`, which is served. */
const STAMPS = join(ROOT, 'node_modules', '.cache', 'kumoh');

/** The folders of the built apps. */
export interface BuiltApps {
  wallet: string;
  counter: string;
  console: string;
}

/** Builds the three apps, each only if something that goes into it has changed since its last build. */
export async function buildApps(): Promise<BuiltApps> {
  await mkdir(STAMPS, { recursive: true });
  // Two commands at once must not write into one build folder.
  return withFileLock(join(STAMPS, 'build.lock'), async () => {
    const ingredients = await Promise.all(INGREDIENTS.map((room) => fingerprint(join(ROOT, room))));
    const lock = await readFile(join(ROOT, 'pnpm-lock.yaml'), 'utf8');
    await Promise.all(
      Object.values(APPS).map(async (app) => {
        const own = await fingerprint(join(ROOT, app));
        const inputs = createHash('sha256')
          .update([...ingredients, own, lock].join('\n'))
          .digest('hex');
        await buildIfChanged(app, inputs);
      }),
    );
    return {
      wallet: join(ROOT, APPS.wallet, 'build'),
      counter: join(ROOT, APPS.counter, 'build'),
      console: join(ROOT, APPS.console, 'build'),
    };
  });
}

async function buildIfChanged(app: string, inputs: string): Promise<void> {
  const stamp = join(STAMPS, `${app}.inputs`);
  const page = join(ROOT, app, 'build', '200.html');
  const last = await readFile(stamp, 'utf8').catch(() => '');
  if (last === inputs && (await isThere(page))) return;
  await rm(stamp, { force: true });
  const startedAt = performance.now();
  const { passed, output } = await runProgram(
    join(ROOT, app, 'node_modules/.bin/vite'),
    ['build'],
    join(ROOT, app),
  );
  if (!passed || !(await isThere(page)))
    throw new StartRefused(`${app} could not be built:\n${output.trimEnd()}`);
  // Last: a build that broke off has no stamp and is made anew.
  await writeFile(stamp, inputs);
  console.error(`kumoh: built ${app} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

const NOT_AN_INPUT = new Set(['node_modules', 'build', '.svelte-kit', 'test', '.vitest']);

/** A hash over the names and contents of a room's files, tests left out. */
export async function fingerprint(room: string): Promise<string> {
  const hash = createHash('sha256');
  async function take(folder: string, place: string): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (NOT_AN_INPUT.has(entry.name) || entry.name.endsWith('.test.ts')) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await take(path, `${place}${entry.name}/`);
      else
        hash.update(`${place}${entry.name}\0`).update(
          createHash('sha256')
            .update(await readFile(path))
            .digest(),
        );
    }
  }
  await take(room, '');
  return hash.digest('hex');
}
