import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type Figure, measure } from './figures.ts';

/** What no ledger on this machine can beat, measured in the same run: a time alone says little on a shared machine. */
export async function limits(): Promise<Figure[]> {
  return [await rawCommits(), await rawSignatureChecks()];
}

/** Durable commits of one small row, as the ledger's storage makes them (WAL, synchronous FULL). */
async function rawCommits(): Promise<Figure> {
  const directory = await mkdtemp(join(tmpdir(), 'kumoh-bench-'));
  const database = new Sqlite(join(directory, 'raw.sqlite'));
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT) STRICT');
    const insert = database.prepare('INSERT INTO row (text) VALUES (?)');
    const text = 'x'.repeat(400);
    return await measure(
      'limit: raw SQLite commits',
      { count: 2_000, inFlight: 1 },
      async () => void insert.run(text),
    );
  } finally {
    database.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** ECDSA P-256 with an imported key; a charge needs two. */
async function rawSignatureChecks(): Promise<Figure> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const bytes = Buffer.alloc(600, 7);
  const signature = sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return measure('limit: raw signature checks', { count: 3_000, inFlight: 1 }, async () => {
    if (!verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature))
      throw new Error('a good signature was refused');
  });
}
