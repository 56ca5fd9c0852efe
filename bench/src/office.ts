import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startMariadb } from '@kumoh-pay/command/mariadb.ts';
import { addDays, amountSchema, seoulDay } from '@kumoh-pay/domain';
import { type Database, migrate, openDatabase } from '@kumoh-pay/server/db/index.ts';
import { searchTransactions } from '@kumoh-pay/server/index/transactions.ts';
import { openLog } from '@kumoh-pay/server/log.ts';
import { burning, circulation } from '@kumoh-pay/server/overview/charts.ts';
import { salesByHour } from '@kumoh-pay/server/overview/day-flow-store.ts';
import { mailHealth, terminalHealth } from '@kumoh-pay/server/overview/health.ts';
import { startExport } from '@kumoh-pay/server/transactions/export.ts';
import { exportsOf } from '@kumoh-pay/server/transactions/export-store.ts';
import { filterOf, type TransactionSearch } from '@kumoh-pay/server/transactions/search-input.ts';
import { type Figure, measure } from './figures.ts';
import { type MadeIndex, makeIndex } from './office-index.ts';

/** Entries of a busy campus in some years. */
const entriesMax = 1_000_000;
const searchesEach = 20;
const pageSize = 100;
const exportRows = 200_000;

/** What the office's screens cost with a million journal entries, which a generator writes straight into the index. */
export async function officeSearches(): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'kumoh-bench-'));
  const mariadb = await startMariadb({ directory, durability: 'durable' });
  await migrate(mariadb.databaseOwnerUrl);
  const db = openDatabase(mariadb.databaseUrl);
  try {
    console.error(`the generator writes ${entriesMax} journal entries into the index`);
    const made = await makeIndex(db, entriesMax);
    const figures: Figure[] = [];
    for (const [name, search] of Object.entries(searches(made))) figures.push(await timed(db, name, search));
    figures.push(await everyPage(db, made), await overview(db), await exported(db, made));
    return figures;
  } finally {
    await db.destroy();
    await mariadb.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

const won = (amount: number) => amountSchema.parse(amount);

/** One of each kind of search, and mixes of broad and narrow conditions. */
function searches({
  vendors,
  programmes,
  names,
  order,
  today,
}: MadeIndex): Record<string, TransactionSearch> {
  const [vendor, otherVendor] = vendors;
  const [programme, , small] = programmes;
  return {
    nothing: {},
    'a day': { from: addDays(today, -40), to: addDays(today, -40) },
    'a month': { from: addDays(today, -60), to: addDays(today, -30) },
    'a person by name': { person: names[3] },
    'a person by initials': { person: 'ㄱㅁㅅ' },
    'a sender': { sender: names[5] },
    'a receiver': { receiver: names[7] },
    'a vendor': { vendor },
    'a kind': { kinds: ['refund'] },
    'a programme, large': { programme },
    'a programme, small': { programme: small },
    'an amount': { least: won(4_321), most: won(4_321) },
    'an amount that is rare': { least: won(990_000) },
    'an order': { id: order },
    'vendor and amount, broad': { vendor, least: won(3_000), most: won(9_000) },
    'vendor and rare amount': { vendor: otherVendor, least: won(49_900) },
    'vendor, kind and days': { vendor, kinds: ['refund'], from: addDays(today, -90) },
    'person, kind and amount': { person: names[9], kinds: ['charge'], least: won(1_000) },
    'programme and person': { programme, person: names[11] },
    'programme, kind and day': { programme, kinds: ['issue'], from: addDays(today, -300) },
  };
}

const timed = (db: Database, name: string, search: TransactionSearch): Promise<Figure> =>
  measure(`search: ${name}`, { count: searchesEach, inFlight: 1 }, async () => {
    await searchTransactions(db, { ...(await filterOf(db, search)), limit: pageSize });
  });

/** A vendor's rows to the last page: the last page costs what the first one does. */
async function everyPage(db: Database, { vendors, last }: MadeIndex): Promise<Figure> {
  const deep = { sequence: Math.floor(last / 20), account: '', kind: 'charge' as const };
  return measure('search: a vendor, pages at the far end', { count: searchesEach, inFlight: 1 }, async () => {
    await searchTransactions(db, { vendor: vendors[0], before: deep, limit: pageSize });
  });
}

async function overview(db: Database): Promise<Figure> {
  const now = Date.now();
  await circulation(db, now, 0);
  return measure('overview: its charts and health', { count: searchesEach, inFlight: 1 }, async () => {
    await Promise.all([
      circulation(db, now, 0),
      burning(db, now, []),
      salesByHour(db, seoulDay(now)),
      mailHealth(db),
      terminalHealth(db),
    ]);
  });
}

const mebibyte = 2 ** 20;
/** Memory that is held is what a collection leaves; between two collections garbage of any size piles up. */
const liveHeap = (): number => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed / mebibyte;
};
/** Rows from one look at the memory to the next. */
const rowsBetweenLooks = 25_000;

/** A whole file in the background, with the memory that is held meanwhile. */
async function exported(db: Database, { officer, exportFrom }: MadeIndex): Promise<Figure> {
  const parts = {
    db,
    now: Date.now,
    log: openLog(undefined),
    stopping: new AbortController().signal,
  };
  const held: number[] = [];
  const figure = await measure('export: a row', { count: 1, inFlight: 1 }, async () => {
    held.push(liveHeap());
    const started = await startExport(parts, officer, { search: { from: exportFrom }, language: 'ko' });
    if (!started.ok) throw new Error(started.code);
    for (;;) {
      const [job] = await exportsOf(db, officer, Date.now());
      if (job && job.rows >= held.length * rowsBetweenLooks) held.push(liveHeap());
      if (job?.state === 'failed') throw new Error('the export failed');
      if (job?.state === 'done') {
        console.error(
          `exported ${job.rows} rows; heap in MiB: ${held.map((one) => one.toFixed(0)).join(' ')}`,
        );
        if (job.rows < exportRows) throw new Error(`only ${job.rows} rows`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  return { ...figure, name: `export: ${exportRows} rows and more, whole` };
}
