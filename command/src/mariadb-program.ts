import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { StartRefused } from './start-refused.ts';

const run = promisify(execFile);

/** Where Debian and Homebrew put MariaDB's programs when PATH does not name them (Debian: sbin is not on a person's PATH). */
const USUAL_PLACES = [
  '/usr/sbin',
  '/usr/bin',
  '/usr/local/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/usr/local/opt/mariadb/bin',
];

/** The server's programs without the service, accounts and scripts that `mariadb-server` would set up beside ours. */
const DEBIAN_PACKAGE = 'mariadb-server-core';

export async function findProgram(name: string): Promise<string | null> {
  const places = [...(process.env['PATH'] ?? '').split(delimiter), ...USUAL_PLACES].filter(
    (place) => place !== '',
  );
  for (const place of places) {
    const path = join(place, name);
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return path;
  }
  return null;
}

/** Installs Debian packages where this process may (root, and apt-get there); false where it may not. */
export async function installDebianPackages(packages: string[]): Promise<boolean> {
  if (process.getuid?.() !== 0 || (await findProgram('apt-get')) === null) return false;
  console.error(`kumoh: installing ${packages.join(', ')} (once)`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, maxBuffer: 64 * 1024 * 1024 };
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  try {
    // A machine that was never updated has no package lists at all, an old one has lists that name files long gone.
    await run('apt-get', ['update'], options);
    await run('apt-get', install, options);
    return true;
  } catch (cause) {
    throw new StartRefused(`${packages.join(', ')} could not be installed by apt-get: ${lastLine(cause)}`, {
      cause,
    });
  }
}

function lastLine(cause: unknown): string {
  const text = cause instanceof Error ? cause.message.trim() : String(cause);
  return text.split('\n').at(-1) ?? text;
}

/** Finds mariadbd, installing Debian's package first where it is missing and that is allowed. */
export async function mariadbProgram(): Promise<string> {
  const found = await findProgram('mariadbd');
  if (found !== null) return found;
  if (await installDebianPackages([DEBIAN_PACKAGE])) {
    const installed = await findProgram('mariadbd');
    if (installed !== null) return installed;
  }
  throw new StartRefused(
    `MariaDB is missing. Install it with "sudo apt install ${DEBIAN_PACKAGE}" (Debian, Ubuntu) or "brew install mariadb" (macOS), or set DATABASE_URL and DATABASE_OWNER_URL.`,
  );
}
