import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Mariadb, startMariadb } from './mariadb.ts';
import { isAlive } from './process-end.ts';

let directory: string;
let running: Mariadb | null = null;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kumoh-mariadb-test-'));
});

afterEach(async () => {
  await running?.stop();
  running = null;
  await rm(directory, { recursive: true, force: true });
});

async function start(): Promise<Mariadb> {
  running = await startMariadb({ directory, durability: 'durable' });
  return running;
}

async function rows(url: string, statement: string): Promise<unknown> {
  const connection = await createConnection({ uri: url });
  try {
    return (await connection.query(statement))[0];
  } finally {
    await connection.end();
  }
}

async function serverPid(): Promise<number> {
  return Number.parseInt(await readFile(join(directory, 'mariadb', 'mariadbd.pid'), 'utf8'), 10);
}

test('what was written before a stop is there after the next start, with the same passwords', async () => {
  const first = await start();
  await rows(first.databaseOwnerUrl, 'CREATE TABLE note (words VARCHAR(40)); ');
  await rows(first.databaseUrl, "INSERT INTO note VALUES ('김치찌개 🍲')");
  await first.stop();
  const second = await start();
  expect(new URL(second.databaseUrl).password).toBe(new URL(first.databaseUrl).password);
  expect(await rows(second.databaseUrl, 'SELECT words FROM note')).toEqual([{ words: '김치찌개 🍲' }]);
});

test('the account for rows may not alter or drop a table, and the owner may', async () => {
  const { databaseUrl, databaseOwnerUrl } = await start();
  await rows(databaseOwnerUrl, 'CREATE TABLE paid (won BIGINT NOT NULL)');
  await expect(rows(databaseUrl, 'DROP TABLE paid')).rejects.toMatchObject({ errno: 1142 });
  await expect(rows(databaseUrl, 'ALTER TABLE paid ADD COLUMN extra INT')).rejects.toMatchObject({
    errno: 1142,
  });
  await expect(rows(databaseUrl, 'CREATE DATABASE other')).rejects.toMatchObject({ errno: 1044 });
  await rows(databaseOwnerUrl, 'DROP TABLE paid');
});

test('a wrong password opens neither account, and the administrator cannot come in over the network', async () => {
  const { databaseUrl } = await start();
  const url = new URL(databaseUrl);
  url.password = 'wrong';
  await expect(rows(url.href, 'SELECT 1')).rejects.toMatchObject({ errno: 1045 });
  url.username = 'root';
  url.password = '';
  await expect(rows(url.href, 'SELECT 1')).rejects.toMatchObject({
    code: expect.stringMatching(/DENIED|PRIVILEGED/),
  });
});

test('a cut-off amount is refused instead of stored, and snapshots are isolated', async () => {
  const { databaseUrl, databaseOwnerUrl } = await start();
  await rows(databaseOwnerUrl, 'CREATE TABLE small (amount TINYINT NOT NULL)');
  await expect(rows(databaseUrl, 'INSERT INTO small VALUES (1000)')).rejects.toMatchObject({ errno: 1264 });
  const settings =
    'SELECT @@innodb_snapshot_isolation AS isolated, @@innodb_flush_log_at_trx_commit AS flushed';
  expect(await rows(databaseUrl, settings)).toEqual([{ isolated: 1, flushed: 1 }]);
  expect(await rows(databaseUrl, 'SELECT @@character_set_server AS c, @@time_zone AS z')).toEqual([
    { c: 'utf8mb4', z: '+00:00' },
  ]);
});

test('passwords and data are readable by their owner only', async () => {
  await start();
  expect((await stat(join(directory, 'mariadb'))).mode & 0o777).toBe(0o700);
  expect((await stat(join(directory, 'mariadb', 'accounts.json'))).mode & 0o777).toBe(0o600);
});

test('after its parent was killed the next start ends what was left, and loses nothing', async () => {
  const script = `
    import { startMariadb } from ${JSON.stringify(join(import.meta.dirname, 'mariadb.ts'))};
    const { databaseOwnerUrl } = await startMariadb({ directory: ${JSON.stringify(directory)}, durability: 'durable' });
    console.log(databaseOwnerUrl);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = await once(parent.stdout, 'data');
  const url = String(printed).trim();
  await rows(url, 'CREATE TABLE kept AS SELECT 1 AS one');
  const ended = once(parent, 'exit');
  parent.kill('SIGKILL');
  await ended;
  const leftover = await serverPid();
  expect(isAlive(leftover)).toBe(true);
  const next = await start();
  expect(isAlive(leftover)).toBe(false);
  expect(await serverPid()).not.toBe(leftover);
  expect(await rows(next.databaseUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
});

test('a data folder with a very long name still gets its MariaDB', async () => {
  const long = join(directory, 'long-'.repeat(30));
  running = await startMariadb({ directory: long, durability: 'fast' });
  const { databaseUrl } = running;
  expect(await rows(databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});
