import { auditLedger, compareIndex, openFabricSource } from '@kumoh-pay/audit';
import { whyNoFabric } from '@kumoh-pay/command/fabric/programs.ts';
import { createTestNetwork, fabricTest, type TestNetwork } from '@kumoh-pay/command/fabric/test-network.ts';
import { createTestDatabase, type TestDatabase } from '@kumoh-pay/command/test-database.ts';
import { won } from '@kumoh-pay/domain';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { type Database, migrate, openDatabase } from '../db/index.ts';
import { accountSigns, TestCampus, terminalSigns } from '../order/test-campus.ts';
import { rebuildIndex } from './rebuild.ts';
import { indexTableNames } from './tables.ts';

let network: TestNetwork;
let database: TestDatabase;
let db: Database;
let campus: TestCampus;
const log = pino({ level: 'silent' });
const ledgerConfig = () => ({
  kind: 'fabric' as const,
  connectionFile: network.network.connectionFiles.coop,
});

beforeAll(async () => {
  if ((await whyNoFabric()) !== null) return;
  network = await createTestNetwork();
  database = await createTestDatabase();
  await migrate(database.databaseOwnerUrl);
  db = openDatabase(database.databaseUrl);
  campus = await TestCampus.open(db, log, ledgerConfig());
});
afterAll(async () => {
  await campus?.end();
  await db?.destroy();
  await database?.drop();
  await network?.end();
});

async function everyRow(): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  for (const table of indexTableNames) {
    const rows = await db.selectFrom(table).selectAll().execute();
    tables[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return tables;
}

async function audited(organisation: 'coop' | 'student-union') {
  const source = await openFabricSource(network.network.connectionFiles[organisation]);
  return auditLedger(source, { ledger: source.ledger }).finally(() => source.close());
}

/** So many charges of one counter at once: carriers of many, and conflicts between those of one member. */
const members = 12;
const chargesEach = 5;

fabricTest(
  'a day through the server: many pay one shop at once, money moves, the day is counted',
  async () => {
    const { vendor, terminal, member, programme } = await campus.shopAndMember(30_000);
    const queue = [];
    for (let n = 0; n < members; n++) queue.push(await campus.member());
    await campus.issue(programme, queue, 10_000);
    await campus.money.indexed(5_000);
    const answers = await Promise.all(
      queue.map(async (one) => {
        const states = [];
        for (let n = 0; n < chargesEach; n++)
          states.push((await campus.money.submitOrder(campus.charge(vendor, terminal, one, 1_000))).state);
        return states;
      }),
    );
    expect(answers.flat()).toEqual(Array.from({ length: members * chargesEach }, () => 'committed'));
    const charge = campus.charge(vendor, terminal, member, 7_000);
    const both = await Promise.all([campus.money.submitOrder(charge), campus.money.submitOrder(charge)]);
    expect(both.map(({ state }) => state)).toEqual(['committed', 'committed']);
    const [friend] = queue;
    if (!friend) throw new Error('nobody is in the queue');
    await campus.done('transfer', { from: member.id, to: friend.id, amount: won(5_000) }, [
      accountSigns(member),
    ]);
    const refund = { vendor, terminal: terminal.id, charge: charge.order.id, amount: won(1_500) };
    await campus.done('refund', refund, [terminalSigns(terminal)]);
    await campus.done('sealDay', { vendor, day: 1 }, [terminalSigns(terminal)]);
    await vi.waitFor(
      async () => expect((await campus.money.settlementOf(vendor, 1))?.state).toBe('counted'),
      20_000,
    );
    await campus.money.indexed(5_000);
  },
);

fabricTest('the witness’s audit and Coop’s are equal to the index, won for won', async () => {
  for (const organisation of ['student-union', 'coop'] as const) {
    const report = await audited(organisation);
    expect(report.findings).toEqual([]);
    expect(report.orders.byType['charge']).toBe(members * chargesEach + 1);
    const [balances, supply, sales] = await Promise.all([
      db.selectFrom('balance').select(['account', 'programme', 'amount']).execute(),
      db.selectFrom('supply').select(['programme', 'issued', 'revoked', 'expired']).execute(),
      db.selectFrom('sale').select(['vendor', 'charge', 'account', 'amount', 'refunded']).execute(),
    ]);
    expect(compareIndex(report, { balances, supply, sales })).toEqual([]);
  }
});

fabricTest(
  'the server goes on after a stop, and an index replayed from block 0 is the same, row for row',
  async () => {
    await campus.money.stop();
    const before = await everyRow();
    expect(before['entry']?.length).toBeGreaterThan(members * chargesEach);
    await rebuildIndex({ db, log, now: Date.now, ledgerConfig: ledgerConfig() });
    expect(await everyRow()).toEqual(before);
    await campus.start(db);
    expect(await campus.money.whyNotReady()).toEqual([]);
    await campus.member();
  },
);
