import { type Database, transaction } from '../db/index.ts';
import { indexTableNames } from './tables.ts';

/** Empties the index; the projector then reads the ledger from its first block. Records (people, orders, items) stay. */
export async function emptyIndex(db: Database): Promise<void> {
  await transaction(db, async (tx) => {
    for (const table of indexTableNames) await tx.deleteFrom(table).execute();
  });
}
