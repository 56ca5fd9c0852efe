import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLedger, compareIndex, openEmbeddedSource } from '@kumoh-pay/audit';
import type { ServerConfig } from '@kumoh-pay/server';
import { type Database, migrate, openDatabase } from '@kumoh-pay/server/db/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDemo } from '../demo/open-demo.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { backUp, restoreFiles } from './backup.ts';
import { replay } from './backup-commands.ts';
import { restoreRecords } from './records.ts';

const patienceMs = 60_000;

let root: string;
let campus: string;
let database: TestDatabase;
let empty: TestDatabase;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'kumoh-backup-test-'));
  campus = join(root, 'campus');
  [database, empty] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const config: ServerConfig = {
    host: '127.0.0.1',
    port: 0,
    dataDirectory: campus,
    databaseUrl: database.databaseUrl,
    databaseOwnerUrl: database.databaseOwnerUrl,
    smtpUrl: 'smtp://127.0.0.1:9',
    mailSender: 'Kumoh Pay <pay@kumoh.example>',
    apps: { wallet: '', counter: '', console: '' },
    ledger: { kind: 'embedded', directory: join(campus, 'ledger') },
    mark: 'demo',
    logTo: { write: () => undefined },
  };
  const signal = new AbortController().signal;
  await openDemo({ config, database: 'test', days: 1, nowMs: Date.now(), signal, progress: () => undefined });
}, patienceMs);

afterAll(async () => {
  await Promise.all([database.drop(), empty.drop()]);
  await rm(root, { recursive: true, force: true });
});

async function everything(db: Database) {
  const [members, officers, sales, baskets, balances, supply] = await Promise.all([
    db.selectFrom('member').selectAll().orderBy('id').execute(),
    db.selectFrom('officer').selectAll().orderBy('id').execute(),
    db.selectFrom('sale').selectAll().orderBy('charge').execute(),
    db.selectFrom('basket_line').selectAll().orderBy('charge').orderBy('place').execute(),
    db.selectFrom('balance').selectAll().orderBy('account').orderBy('programme').execute(),
    db.selectFrom('supply').selectAll().orderBy('programme').execute(),
  ]);
  return { members, officers, sales, baskets, balances, supply };
}

test(
  'a campus restored from its backup has the same people, sales and won, and the audit is equal',
  async () => {
    const to = join(root, 'backup');
    const restored = join(root, 'restored');
    const { blocks, rows } = await backUp(campus, { uri: database.databaseUrl }, to);
    await mkdir(restored);
    const records = await restoreFiles(to, restored);
    await migrate(empty.databaseOwnerUrl);
    expect(await restoreRecords({ uri: empty.databaseUrl }, records)).toBe(rows);
    await replay(restored, empty.databaseUrl);
    const [before, after] = [openDatabase(database.databaseUrl), openDatabase(empty.databaseUrl)];
    const [was, is] = await Promise.all([everything(before), everything(after)]);
    await Promise.all([before.destroy(), after.destroy()]);
    expect(is).toEqual(was);
    expect(is.sales.length).toBeGreaterThan(10);
    const source = openEmbeddedSource(join(restored, 'ledger'));
    const report = await auditLedger(source, { ledger: source.ledger });
    source.close();
    expect(report).toMatchObject({ equal: true, blocks });
    expect(compareIndex(report, is)).toEqual([]);
  },
  patienceMs,
);

test('nothing is written over: neither a folder with something in it, nor with a backup that is not whole', async () => {
  const filled = join(root, 'filled');
  await mkdir(filled);
  await writeFile(join(filled, 'letter.txt'), 'mine');
  await expect(backUp(campus, { uri: database.databaseUrl }, filled)).rejects.toThrow('is not empty');
  await expect(restoreFiles(filled, join(root, 'other'))).rejects.toThrow('holds no whole backup');
});

test('a folder without a campus is told so, and leaves no backup behind', async () => {
  const nowhere = backUp(join(root, 'nowhere'), { uri: database.databaseUrl }, join(root, 'b2'));
  await expect(nowhere).rejects.toThrow('there is no campus');
});
