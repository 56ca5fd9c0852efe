import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { BlockWriter } from './block-writer.ts';
import { checkAtOpening, checkMirror } from './chain-check.ts';
import { lockDirectory } from './directory-lock.ts';
import { EmbeddedLedger } from './embedded-ledger.ts';
import { Endorser } from './endorser.ts';
import { LedgerDamaged } from './errors.ts';
import type { Limits } from './limits.ts';
import { blockTransactionLimit, peerLimits } from './limits.ts';
import { createTables, openDatabase } from './schema.ts';
import type { ContractClass } from './shim.ts';
import { loadShim } from './shim.ts';
import { Snapshot } from './state.ts';

export type LedgerOptions = {
  /** Made if it is not there. Holds ledger.sqlite, tip.json and the lock. */
  directory: string;
  contract: ContractClass;
  /** The ledger's name; a directory belongs to one for ever. */
  channel: string;
  /** Unix milliseconds; the system's clock unless given. */
  now?: () => number;
  blockMaxTransactions?: number;
  /** How long the first transaction of a block waits for others. 0, the default: not at all. */
  blockTimeoutMs?: number;
  /** A directory on a second disk, where every block is written before it is answered. */
  mirrorDirectory?: string;
  /** The name of the proposing organisation. */
  creator?: string;
  /** How many simulate each proposal and must agree byte for byte, or their organisations' names. */
  endorsers?: number | readonly string[];
  /** The last endorser sees the state one block late, as a slow peer would: to try out how a caller takes it. */
  lastEndorserLags?: boolean;
  limits?: Partial<Limits>;
};

/** Long enough that a seal cannot be guessed. */
const sealKeyBytes = 32;
const settingRow = z.object({ value: z.instanceof(Buffer) });

/**
 * Opens the ledger, or makes an empty one. Throws LedgerInUse if the directory is open elsewhere, and LedgerDamaged
 * if what is there is shorter than it was, or not what it was.
 */
export async function openEmbeddedLedger(options: LedgerOptions): Promise<EmbeddedLedger> {
  // First, since it also gives the process its uncaught errors back (shim.ts).
  loadShim();
  mkdirSync(options.directory, { recursive: true });
  const unlock = lockDirectory(options.directory);
  const opened: Database.Database[] = [];
  try {
    return await open(options, opened, unlock);
  } catch (cause) {
    for (const database of opened) database.close();
    unlock();
    if (cause instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(cause.code)) {
      throw new LedgerDamaged(
        `The database in ${options.directory} is damaged (${cause.message}). Nothing was changed. Restore a backup or the mirror.`,
        { cause },
      );
    }
    throw cause;
  }
}

async function open(
  options: LedgerOptions,
  opened: Database.Database[],
  unlock: () => void,
): Promise<EmbeddedLedger> {
  const { directory, mirrorDirectory, channel } = options;
  const connect = () => {
    const database = openDatabase(directory);
    opened.push(database);
    return database;
  };
  const database = connect();
  createTables(database);
  const sealKey = setting(database, 'seal key', randomBytes(sealKeyBytes));
  const name = setting(database, 'channel', Buffer.from(channel)).toString();
  if (name !== channel) throw new Error(`The ledger in ${directory} is named ${name}, not ${channel}.`);
  const snapshot = new Snapshot(database);
  const tip = checkAtOpening(directory, snapshot);
  if (mirrorDirectory !== undefined) checkMirror(mirrorDirectory, snapshot, tip);
  const endorsers = organisationsOf(options.endorsers ?? 1).map(
    (organisation) => new Endorser(organisation, options.contract, channel),
  );
  const lagging = options.lastEndorserLags === true ? new Snapshot(connect()) : undefined;
  return new EmbeddedLedger({
    channel,
    creator: options.creator ?? 'Embedded',
    now: options.now ?? Date.now,
    limits: { ...peerLimits, ...options.limits },
    blockMaxTransactions: options.blockMaxTransactions ?? blockTransactionLimit,
    blockTimeoutMs: options.blockTimeoutMs ?? 0,
    endorsers,
    lagging,
    directory,
    database,
    snapshot,
    sealKey,
    tip,
    // Last: nothing after it can fail and leave the thread running.
    writer: new BlockWriter({ directory, mirrorDirectory }),
    closeFiles: () => {
      for (const connection of opened) connection.close();
      unlock();
    },
  });
}

function organisationsOf(endorsers: number | readonly string[]): readonly string[] {
  const names =
    typeof endorsers === 'number'
      ? Array.from({ length: endorsers }, (_, place) => `Endorser${place + 1}`)
      : endorsers;
  if (names.length === 0 || new Set(names).size !== names.length) {
    throw new Error('The embedded ledger needs at least one endorser, each of its own name.');
  }
  return names;
}

/** What is stored under the name; `initial` is stored if nothing is. */
function setting(database: Database.Database, name: string, initial: Buffer): Buffer {
  database.prepare('INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)').run(name, initial);
  return settingRow.parse(database.prepare('SELECT value FROM setting WHERE name = ?').get(name)).value;
}
