import type { Logger } from 'pino';
import { type Database, transaction } from '../db/index.ts';
import { type LedgerConfig, openLedger } from '../ledger/open-ledger.ts';
import { Projector } from './projector.ts';
import { indexTableNames } from './tables.ts';

/** How often a long replay is looked at. */
const rebuildStepMs = 1_000;

export interface RebuildParts {
  db: Database;
  ledgerConfig: LedgerConfig;
  now: () => number;
  log: Logger;
}

/** Drops the index and replays it from the ledger's first block; for `rebuild-index`, with the server stopped. */
export async function rebuildIndex({ db, ledgerConfig, now, log }: RebuildParts): Promise<void> {
  const ledger = await openLedger(ledgerConfig, now);
  const stopping = new AbortController();
  try {
    await emptyIndex(db);
    const projector = new Projector({ db, ledger, log, signal: stopping.signal, told: () => undefined });
    await projector.start();
    while ((await projector.lag()) > 0) await projector.through((await ledger.height()) - 1, rebuildStepMs);
    stopping.abort();
    await projector.ended();
  } finally {
    stopping.abort();
    await ledger.close();
  }
}

/** The overview's sums over past days are made from the index, and go with it. */
const madeFromIndex = ['day_flow', 'day_flow_done'] as const;

/** Empties the index; the projector then reads the ledger from its first block. Records (people, orders, items) stay. */
export async function emptyIndex(db: Database): Promise<void> {
  await transaction(db, async (tx) => {
    for (const table of [...indexTableNames, ...madeFromIndex]) await tx.deleteFrom(table).execute();
  });
}
