import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isThere, ROOT } from './root.ts';

const run = promisify(execFile);

/**
 * Switches the commit hook on in a person's clone, once. Not for a program (CI, scripts): a hook it never asked for
 * would surprise it. A person who has set another hooks folder keeps it.
 */
export async function switchOnGitHooks(): Promise<void> {
  if (process.env['CI'] !== undefined || process.stdin.isTTY !== true || process.stdout.isTTY !== true)
    return;
  if (!(await isThere(join(ROOT, '.git')))) return;
  const current = await run('git', ['config', 'core.hooksPath'], { cwd: ROOT }).catch(() => null);
  if (current !== null) return;
  await run('git', ['config', 'core.hooksPath', '.githooks'], { cwd: ROOT });
  console.error('kumoh: ./kumoh check now runs before each commit (git config core.hooksPath .githooks).');
}
