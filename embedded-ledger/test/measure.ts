import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openEmbeddedLedger } from '../src/index.ts';
import { TrialContract } from './trial-contract.ts';

/** What the ledger costs, with a contract that reads and writes one key. Run: node test/measure.ts */
const seconds = 4;

for (const inFlight of [1, 8, 64]) {
  const directory = mkdtempSync(join(tmpdir(), 'embedded-ledger-measure-'));
  const ledger = await openEmbeddedLedger({ directory, channel: 'measure', contract: TrialContract });
  const latencies: number[] = [];
  const processor = process.cpuUsage();
  const end = performance.now() + seconds * 1000;
  const worker = async (key: string) => {
    while (performance.now() < end) {
      const began = performance.now();
      const { transactionId, bytes } = await ledger.endorse({
        function: 'run',
        args: [`[["add","${key}","1"]]`],
      });
      await ledger.submit(bytes);
      const status = await ledger.commitStatus(transactionId);
      if (status === 'unknown' || !status.valid) throw new Error(`not committed: ${JSON.stringify(status)}`);
      latencies.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, (_, place) => worker(`k${place}`)));
  const used = process.cpuUsage(processor);
  latencies.sort((a, b) => a - b);
  const at = (share: number) => (latencies[Math.floor(latencies.length * share)] ?? Number.NaN).toFixed(2);
  console.log(
    `${inFlight} in flight: ${(latencies.length / seconds).toFixed(0)} tx/s, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, ` +
      `${((used.user + used.system) / 1000 / latencies.length).toFixed(2)} ms of processor per tx, ${ledger.height} blocks`,
  );
  await ledger.close();
  rmSync(directory, { recursive: true });
}

const directory = mkdtempSync(join(tmpdir(), 'embedded-ledger-measure-'));
const database = new Database(join(directory, 'raw.sqlite'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT)');
const insert = database.prepare('INSERT INTO t (v) VALUES (?)');
const end = performance.now() + seconds * 1000;
let commits = 0;
for (; performance.now() < end; commits += 1) insert.run('v');
console.log(`raw SQLite: ${(commits / seconds).toFixed(0)} commits/s`);
database.close();
rmSync(directory, { recursive: true });
