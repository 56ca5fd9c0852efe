import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { isThere, ROOT } from '../root.ts';
import type { ProgramResult } from './run-program.ts';

const run = promisify(execFile);

/** Above it a file holds two things. The aim is 40 to 120. */
const FILE_LIMIT_LINES = 300;

const CODE = /\.(ts|js|cjs|svelte|css)$/;
/** A thing with meaning lives with its noun; these folders are where meaning gets lost. */
const DRAWERS = /(^|\/)(utils?|shared|helpers?)(\/|\.[a-z.]+$)/;
/** Pieced together so that this file does not break its own rule. */
const LATER = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b`);
/** `admin-console/` is named by the commission; nothing else is. */
const OTHER_WORDS = /(^|[/._-])(tills?|kiosks?|admins?|users?)([/._-]|$)/;
const FILE_NAME =
  /^(\+?[a-z0-9-]+(\.[a-z0-9-]+)*\.(ts|js|css)|\.?[a-z-]+\.cjs|([A-Z][A-Za-z0-9]*|\+[a-z]+)\.svelte)$/;

/** What is wrong with one file, in sentences. `path` is relative to the repository. */
export function breaches(path: string, text: string): string[] {
  const found: string[] = [];
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (lines > FILE_LIMIT_LINES) found.push(`has ${lines} lines; ${FILE_LIMIT_LINES} is the limit`);
  const later = text.split('\n').findIndex((line) => LATER.test(line));
  if (later >= 0) found.push(`line ${later + 1} puts something off; do it, or write an issue`);
  if (DRAWERS.test(path)) found.push('lies in a drawer for everything; put it with its noun');
  if (OTHER_WORDS.test(path.replace(/^admin-console\//, ''))) {
    found.push('has a name that the glossary does not know: counter, terminal, console, officer, member');
  }
  if (!FILE_NAME.test(basename(path))) found.push('should be named kebab-case.ts or PascalCase.svelte');
  return found.map((sentence) => `${path}: ${sentence}.`);
}

/** Looks at every file of code that git knows or would take in. */
export async function checkHouseRules(): Promise<ProgramResult> {
  const listing = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    maxBuffer: 64 * 1024 * 1024,
  });
  const found: string[] = [];
  for (const path of listing.stdout.split('\0')) {
    if (!CODE.test(path) || !(await isThere(join(ROOT, path)))) continue;
    found.push(...breaches(path, await readFile(join(ROOT, path), 'utf8')));
  }
  return { passed: found.length === 0, output: found.map((line) => `${line}\n`).join('') };
}
