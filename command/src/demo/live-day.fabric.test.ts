import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLedger, compareIndex, openFabricSource } from '@kumoh-pay/audit';
import type { ServerConfig } from '@kumoh-pay/server';
import { openDatabase } from '@kumoh-pay/server/db/index.ts';
import { afterAll, beforeAll, expect } from 'vitest';
import { whyNoFabric } from '../fabric/programs.ts';
import { createTestNetwork, fabricTest, type TestNetwork } from '../fabric/test-network.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { readCampusFile } from './campus-file.ts';
import { openDemo } from './open-demo.ts';
import { demoStudents } from './people.ts';

let directory: string;
let held: TestNetwork;
let database: TestDatabase;
let config: ServerConfig;

beforeAll(async () => {
  if ((await whyNoFabric()) !== null) return;
  directory = await mkdtemp(join(tmpdir(), 'kumoh-live-day-test-'));
  held = await createTestNetwork();
  database = await createTestDatabase();
  config = {
    host: '127.0.0.1',
    port: 0,
    dataDirectory: directory,
    databaseUrl: database.databaseUrl,
    databaseOwnerUrl: database.databaseOwnerUrl,
    smtpUrl: 'smtp://127.0.0.1:9',
    mailSender: 'Kumoh Pay <pay@kumoh.example>',
    apps: { wallet: directory, counter: directory, console: directory },
    ledger: { kind: 'fabric', connectionFile: held.network.connectionFiles.coop },
    mark: 'demo',
    logTo: { write: () => undefined },
  };
});
afterAll(async () => {
  await database?.drop();
  await held?.end();
  if (directory !== undefined) await rm(directory, { recursive: true, force: true });
});

const demo = () =>
  openDemo({
    config,
    database: 'test',
    days: 30,
    nowMs: Date.now(),
    signal: new AbortController().signal,
    progress: () => undefined,
  });

fabricTest(
  'the demo campus lives one day on Fabric, and StudentUnion’s own peer finds no difference in it',
  async () => {
    expect(await demo()).not.toBeNull();
    expect((await readCampusFile(directory))?.state).toBe('seeded');
    const source = await openFabricSource(held.network.connectionFiles['student-union']);
    const report = await auditLedger(source, { ledger: held.network.channel });
    source.close();
    expect(report.findings).toEqual([]);
    const { byType } = report.orders;
    expect(byType).toMatchObject({ bootstrap: 1, openAccount: demoStudents.length, issue: 2 });
    expect(byType).toMatchObject({ sealDay: 3, countDay: 3 });
    expect(report.sales.size).toBeGreaterThan(30);
    const db = openDatabase(database.databaseUrl);
    try {
      const [balances, supply, sales] = await Promise.all([
        db.selectFrom('balance').select(['account', 'programme', 'amount']).execute(),
        db.selectFrom('supply').select(['programme', 'issued', 'revoked', 'expired']).execute(),
        db.selectFrom('sale').select(['vendor', 'charge', 'account', 'amount', 'refunded']).execute(),
      ]);
      expect(compareIndex(report, { balances, supply, sales })).toEqual([]);
    } finally {
      await db.destroy();
    }
  },
);

fabricTest(
  'opened again it is the same campus; without its keys the channel is somebody’s real one and is left alone',
  async () => {
    const before = await readCampusFile(directory);
    expect(await demo()).not.toBeNull();
    expect(await readCampusFile(directory)).toEqual(before);
    await rm(join(directory, 'demo'), { recursive: true });
    expect(await demo()).toBeNull();
    expect(await readCampusFile(directory)).toBeNull();
  },
);
