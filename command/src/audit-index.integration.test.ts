import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes, runAudit } from '@kumoh-pay/audit';
import { type Database, migrate, openDatabase } from '@kumoh-pay/server/db/index.ts';
import { TestCampus } from '@kumoh-pay/server/order/test-campus.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readIndex } from './audit-index.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
let db: Database;
let data: string;
let payer: string;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.databaseOwnerUrl);
  db = openDatabase(database.databaseUrl);
  data = await mkdtemp(join(tmpdir(), 'kumoh-audit-index-'));
  const campus = await TestCampus.open(db);
  const { vendor, terminal, member } = await campus.shopAndMember(9_000);
  payer = member.id;
  await campus.money.submitOrder(campus.charge(vendor, terminal, member, 4_000));
  await campus.money.indexed(10_000);
  await campus.money.stop();
  await rename(campus.directory, join(data, 'ledger'));
  vi.stubEnv('DATABASE_URL', database.databaseUrl);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(data, { recursive: true, force: true });
  await db?.destroy();
  await database?.drop();
});

async function audited(): Promise<{ code: number; printed: string }> {
  const lines: string[] = [];
  const code = await runAudit(
    ['--data', data],
    (line) => lines.push(line),
    () => readIndex(data),
  );
  return { code, printed: lines.join('\n') };
}

test('the audit finds the index equal to the ledger, and a changed row of it by name', async () => {
  expect(await audited()).toMatchObject({ code: exitCodes.equal });
  const balance = db.updateTable('balance').where('account', '=', payer);
  await balance.set({ amount: 5_001 }).execute();
  const { code, printed } = await audited();
  expect(code).toBe(exitCodes.differs);
  expect(printed).toContain(payer);
  expect(printed).toContain('the index says 5001, the ledger 5000');
  await balance.set({ amount: 5_000 }).execute();
  expect(await audited()).toMatchObject({ code: exitCodes.equal });
});

test('an index that was read up to another block is not called equal', async () => {
  const { block } = await db.selectFrom('checkpoint').select('block').executeTakeFirstOrThrow();
  await db
    .updateTable('checkpoint')
    .set({ block: block - 1 })
    .execute();
  expect(await audited()).toMatchObject({ code: exitCodes.notRun });
  await db.updateTable('checkpoint').set({ block }).execute();
});
