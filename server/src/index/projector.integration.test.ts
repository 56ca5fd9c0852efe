import { won } from '@kumoh-pay/domain';
import { pino } from 'pino';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Database } from '../db/index.ts';
import { openEmbedded } from '../ledger/embedded.ts';
import type { Ledger, LedgerBlock } from '../ledger/ledger.ts';

import { accountSigns, openTestCampus, type TestCampus, terminalSigns } from '../order/test-campus.ts';
import { LedgerDiffers } from './checkpoint.ts';
import { Projector } from './projector.ts';
import { emptyIndex, rebuildIndex } from './rebuild.ts';
import { indexTableNames } from './tables.ts';

let db: Database;
let campus: TestCampus;
const log = pino({ level: 'silent' });
beforeAll(async () => {
  const opened = await openTestCampus();
  ({ db, campus } = opened);
  await aDay();
  await campus.money.stop();
  return opened.close;
});

/** A little of everything that changes the index. */
async function aDay(): Promise<void> {
  const { vendor, terminal, member, programme } = await campus.shopAndMember(30_000);
  const friend = await campus.member();
  const charge = campus.charge(vendor, terminal, member, 7_000);
  await campus.money.submitOrder(charge);
  await campus.done('transfer', { from: member.id, to: friend.id, amount: won(5_000) }, [
    accountSigns(member),
  ]);
  await campus.done(
    'refund',
    { vendor, terminal: terminal.id, charge: charge.order.id, amount: won(1_500) },
    [terminalSigns(terminal)],
  );
  await campus.done('sealDay', { vendor, day: 1 }, [terminalSigns(terminal)]);
  await vi.waitFor(
    async () => expect((await campus.money.settlementOf(vendor, 1))?.state).toBe('counted'),
    5_000,
  );
  await campus.done('suspendAccount', { account: friend.id }, [accountSigns(friend)]);
  await campus.done(
    'revoke',
    { until: campus.until, programme, receivers: [{ account: friend.id, amount: won(2_000) }] },
    campus.both,
  );
  await campus.money.indexed(5_000);
}

async function everyRow(): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  for (const table of indexTableNames) {
    const rows = await db.selectFrom(table).selectAll().execute();
    tables[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return tables;
}

const withLedger = async <T>(work: (ledger: Ledger) => Promise<T>): Promise<T> => {
  const ledger = await openEmbedded({ directory: campus.directory });
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
};
const projector = (ledger: Ledger, signal: AbortSignal) =>
  new Projector({ db, ledger, log, signal, told: () => undefined });

test('an index that was dropped and replayed is the same, row for row', async () => {
  const before = await everyRow();
  expect(before['entry']?.length).toBeGreaterThan(5);
  await rebuildIndex({
    db,
    log,
    now: Date.now,
    ledgerConfig: { kind: 'embedded', directory: campus.directory },
  });
  expect(await everyRow()).toEqual(before);
});

test('a fault in the middle of a block loses nothing and doubles nothing', async () => {
  const before = await everyRow();
  await withLedger(async (real) => {
    const blocks: LedgerBlock[] = [];
    const height = await real.height();
    const all = new AbortController();
    for await (const block of real.events(0, all.signal)) {
      blocks.push(block);
      if (blocks.length === height) break;
    }
    // The whole ledger as one block of many transactions, whose records cannot be read for a moment, again and again.
    const transactions = blocks
      .flatMap((block) => block.transactions)
      .map((one, index) => ({ ...one, index }));
    let reads = 0;
    const stop = new AbortController();
    const ledger: Ledger = {
      ...real,
      height: async () => 1,
      events: async function* () {
        yield { block: 0, hash: 'one', transactions };
      },
      read: async (query) => {
        reads += 1;
        if (reads % 5 === 0) throw new Error('no peer answers');
        return real.read(query);
      },
    };
    await emptyIndex(db);
    const projecting = new Projector({
      db,
      ledger,
      log,
      signal: stop.signal,
      told: () => undefined,
      entriesAtOnce: 2,
    });
    await projecting.start();
    await expect
      .poll(async () => (await db.selectFrom('checkpoint').select('tx_index').executeTakeFirst())?.tx_index, {
        timeout: 20_000,
      })
      .toBe(transactions.length - 1);
    stop.abort();
    await projecting.ended();
    expect(reads).toBeGreaterThan(5);
  });
  const after = await everyRow();
  // Only the blocks’ numbers differ.
  const journals = (rows: unknown[] | undefined) =>
    rows?.map((row) => String(row).replace(/"block":\d+/, ''));
  expect(journals(after['journal'])).toEqual(journals(before['journal']));
  for (const table of indexTableNames.filter((name) => name !== 'journal' && name !== 'checkpoint')) {
    expect({ table, rows: after[table] }).toEqual({ table, rows: before[table] });
  }
  await rebuildIndex({
    db,
    log,
    now: Date.now,
    ledgerConfig: { kind: 'embedded', directory: campus.directory },
  });
});

test('a block without transactions is read too, and the index is not behind for it', async () => {
  await withLedger(async (real) => {
    const height = await real.height();
    const stop = new AbortController();
    const ledger: Ledger = {
      ...real,
      height: async () => height + 1,
      events: async function* (from, signal) {
        for await (const block of real.events(from, signal)) {
          yield block;
          if (block.block === height - 1) break;
        }
        yield { block: height, hash: 'e'.repeat(64), transactions: [] };
      },
    };
    const good = await db.selectFrom('checkpoint').selectAll().executeTakeFirstOrThrow();
    const projecting = projector(ledger, stop.signal);
    await projecting.start();
    await projecting.through(height, 5_000);
    const lag = await projecting.lag();
    stop.abort();
    await projecting.ended();
    await db.updateTable('checkpoint').set(good).execute();
    expect(lag).toBe(0);
  });
});

test('a ledger that is shorter than the index, or another, stops the server', async () => {
  const good = await db.selectFrom('checkpoint').selectAll().executeTakeFirstOrThrow();
  const spoilt = [{ block: good.block + 7 }, { hash: 'f'.repeat(64) }, { ledger: 'vouchers-elsewher' }];
  for (const change of spoilt) {
    await db.updateTable('checkpoint').set(change).execute();
    await expect(campus.start(db)).rejects.toBeInstanceOf(LedgerDiffers);
    await db.updateTable('checkpoint').set(good).execute();
  }
  await campus.start(db);
  expect(await campus.money.health()).toMatchObject({ projectionLag: 0 });
});
