import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { type Connection, createConnection } from 'mysql2/promise';
import { z } from 'zod';

/** 192 random bits, in letters that need no escaping in a URL. */
const PASSWORD_BYTES = 24;

/** What the server may do day by day: rows only, so that a hole in a query cannot drop or alter a table. */
const APP_PRIVILEGES = 'SELECT, INSERT, UPDATE, DELETE';

const accountsSchema = z.strictObject({ ownerPassword: z.string().min(1), appPassword: z.string().min(1) });
export type MariadbAccounts = z.infer<typeof accountsSchema>;

/** Reads the two passwords from `directory`, making them (mode 0600) the first time. */
export async function readOrMakeAccounts(directory: string): Promise<MariadbAccounts> {
  const path = join(directory, 'accounts.json');
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text !== null) return accountsSchema.parse(JSON.parse(text));
  const accounts = { ownerPassword: newPassword(), appPassword: newPassword() };
  await writeFile(path, `${JSON.stringify(accounts)}\n`, { mode: 0o600 });
  return accounts;
}

function newPassword(): string {
  return randomBytes(PASSWORD_BYTES).toString('base64url');
}

/** The administrator's connection: MariaDB asks the kernel who is at the other end of the socket, so there is no password to keep. */
export function connectAsAdministrator(socketPath: string): Promise<Connection> {
  return createConnection({ socketPath, user: userInfo().username, charset: 'utf8mb4' });
}

/** Brings the database and its two accounts into being; may run at every start. */
export async function grantAccounts(
  administrator: Connection,
  accounts: MariadbAccounts,
  database: string,
): Promise<void> {
  await administrator.query(`CREATE DATABASE IF NOT EXISTS ${administrator.escapeId(database)}`);
  for (const [name, password] of [
    ['owner', accounts.ownerPassword],
    ['app', accounts.appPassword],
  ]) {
    await administrator.query("CREATE USER IF NOT EXISTS ?@'127.0.0.1' IDENTIFIED BY ?", [name, password]);
    await administrator.query("ALTER USER ?@'127.0.0.1' IDENTIFIED BY ?", [name, password]);
  }
  // In a grant's database name % and _ are wildcards: the second grant is for the databases of tests, and escapes its own _.
  for (const pattern of [database.replaceAll('_', '\\_'), 'test\\_%']) {
    await administrator.query(`GRANT ALL ON \`${pattern}\`.* TO 'owner'@'127.0.0.1'`);
    await administrator.query(`GRANT ${APP_PRIVILEGES} ON \`${pattern}\`.* TO 'app'@'127.0.0.1'`);
  }
}
