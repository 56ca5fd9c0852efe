import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLedger, openFabricSource } from '@kumoh-pay/audit';
import { removeNetwork, upNetwork } from '@kumoh-pay/command/fabric/network.ts';
import { createTestDatabase } from '@kumoh-pay/command/test-database.ts';
import { pino } from 'pino';
import { type Database, migrate, openDatabase } from '../../src/db/index.ts';
import { rebuildIndex } from '../../src/index/rebuild.ts';
import { indexTableNames } from '../../src/index/tables.ts';
import type { LedgerConfig } from '../../src/ledger/open-ledger.ts';
import { type Person, TestCampus } from '../../src/order/test-campus.ts';

const payers = 48;
const wonEach = 100_000;
const amount = 10;
const indexedMs = 120_000;
const log = pino({ level: 'silent' });

export interface Replayed {
  charges: number;
  entries: number;
  blocks: number;
  rebuildMs: number;
  auditMs: number;
}

/**
 * So many charges on a Fabric network of its own, then the index from block 0: how long it takes. @throws when a row differs, or the audit
 * finds a difference
 */
export async function runReplay(charges: number, print: (line: string) => void): Promise<Replayed> {
  const folder = await mkdtemp(join(tmpdir(), 'kumoh-replay-'));
  const database = await createTestDatabase();
  try {
    await migrate(database.databaseOwnerUrl);
    const db = openDatabase(database.databaseUrl);
    const { connectionFiles } = await upNetwork(folder, print);
    const ledgerConfig: LedgerConfig = { kind: 'fabric', connectionFile: connectionFiles.coop };
    const campus = await TestCampus.open(db, log, ledgerConfig);
    try {
      await lunch(campus, charges);
      await campus.money.indexed(indexedMs);
    } finally {
      await campus.end();
    }
    const figures = await replayed(db, ledgerConfig);
    const auditMs = await audited(connectionFiles['student-union']);
    await db.destroy();
    return { charges, ...figures, auditMs };
  } finally {
    await removeNetwork(folder);
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each payer pays the one shop again as soon as the last charge is through. */
async function lunch(campus: TestCampus, charges: number): Promise<void> {
  const programme = await campus.programme();
  const vendor = await campus.vendor();
  const terminal = await campus.terminal(vendor);
  const members = await Promise.all(Array.from({ length: payers }, () => campus.member()));
  await campus.issue(programme, members, wonEach);
  await campus.money.indexed(indexedMs);
  let left = charges;
  const pays = async (member: Person) => {
    while (left > 0) {
      left -= 1;
      const charge = campus.charge(vendor, terminal, member, amount);
      let { state } = await campus.money.submitOrder(charge);
      // On a machine that is busy with other work an answer may take longer than a till waits: it asks again.
      while (state === 'unknown') ({ state } = await campus.money.submitOrder(charge));
      if (state !== 'committed') throw new Error(`a charge is ${state}`);
    }
  };
  await Promise.all(members.map(pays));
}

async function replayed(db: Database, ledgerConfig: LedgerConfig) {
  const before = await everyRow(db);
  const began = performance.now();
  await rebuildIndex({ db, ledgerConfig, now: Date.now, log });
  const rebuildMs = Math.round(performance.now() - began);
  const after = await everyRow(db);
  for (const [table, rows] of before)
    if (rows.join('\n') !== after.get(table)?.join('\n')) throw new Error(`the table ${table} differs`);
  const checkpoint = await db.selectFrom('checkpoint').select('block').executeTakeFirstOrThrow();
  const entries = before.get('journal')?.length ?? 0;
  return { entries, blocks: checkpoint.block + 1, rebuildMs };
}

async function everyRow(db: Database): Promise<Map<string, string[]>> {
  const tables = new Map<string, string[]>();
  for (const table of indexTableNames) {
    const rows = await db.selectFrom(table).selectAll().execute();
    tables.set(table, rows.map((row) => JSON.stringify(row)).sort());
  }
  return tables;
}

async function audited(connectionFile: string): Promise<number> {
  const began = performance.now();
  const source = await openFabricSource(connectionFile);
  const report = await auditLedger(source, { ledger: source.ledger }).finally(() => source.close());
  if (!report.equal) throw new Error(`the audit differs: ${JSON.stringify(report.findings.slice(0, 3))}`);
  return Math.round(performance.now() - began);
}
