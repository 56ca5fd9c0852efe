import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isThere, ROOT, rooms } from '../root.ts';
import { type ProgramResult, runProgram } from './run-program.ts';
import type { Step } from './step.ts';

/** A step for each room that has code: TypeScript's native compiler, or svelte-check where there are components. */
export async function typeSteps(): Promise<Step[]> {
  const steps: Step[] = [];
  for (const room of await rooms()) {
    const files = await sources(join(ROOT, room));
    if (files.length === 0) continue;
    const check = files.some((file) => file.endsWith('.svelte')) ? checkSvelte : checkTypeScript;
    steps.push({ name: `types ${room}`, run: () => check(room) });
  }
  return steps;
}

async function sources(room: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of ['src', 'test', 'stories']) {
    const names = await readdir(join(room, folder), { recursive: true }).catch(() => []);
    found.push(...names.filter((name) => /\.(ts|svelte)$/.test(name)));
  }
  return found;
}

/** An app's tsconfig extends one that SvelteKit writes; a fresh clone has none, and neither types nor tests run without it. */
export async function syncApps(): Promise<ProgramResult> {
  const results = await Promise.all((await rooms()).map(syncApp));
  return results.find(({ passed }) => !passed) ?? { passed: true, output: '' };
}

async function syncApp(room: string): Promise<ProgramResult> {
  const folder = join(ROOT, room);
  const isApp = (await readFile(join(folder, 'package.json'), 'utf8')).includes('"@sveltejs/kit"');
  if (!isApp) return { passed: true, output: '' };
  return runProgram(join(folder, 'node_modules/.bin/svelte-kit'), ['sync'], folder);
}

async function checkTypeScript(room: string): Promise<ProgramResult> {
  if (!(await isThere(join(ROOT, room, 'tsconfig.json')))) {
    return { passed: false, output: `${room}/ has code and no tsconfig.json, so nobody checks its types.\n` };
  }
  const compiler = join(ROOT, 'node_modules/@typescript/native/bin/tsc');
  // Several threads each check what the others have checked: no sooner done where two steps share two cores.
  return runProgram(process.execPath, [compiler, '-p', room, '--singleThreaded'], ROOT);
}

/** With `--tsgo` alone, wrong props of another room's components pass unseen; this flag sees them. */
async function checkSvelte(room: string): Promise<ProgramResult> {
  const folder = join(ROOT, room);
  if (!(await isThere(join(folder, 'tsconfig.json')))) {
    return { passed: false, output: `${room}/ has code and no tsconfig.json, so nobody checks its types.\n` };
  }
  const options = ['--tsgo-experimental-api', '--tsconfig', './tsconfig.json', '--fail-on-warnings'];
  return runProgram(join(ROOT, 'node_modules/.bin/svelte-check'), options, folder);
}
