import type { Database } from '../db/index.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { CheckpointTable } from './tables.ts';

export type Checkpoint = Omit<CheckpointTable, 'id'>;

/** The ledger is shorter than what was read of it, or another. Nothing goes on until an officer decides. */
export class LedgerDiffers extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LedgerDiffers';
  }
}

export async function readCheckpoint(db: Database): Promise<Checkpoint | null> {
  const row = await db
    .selectFrom('checkpoint')
    .select(['ledger', 'block', 'tx_index', 'hash', 'sequence'])
    .where('id', '=', 1)
    .executeTakeFirst();
  return row ?? null;
}

/** In the transaction that writes the rows which it stands for. */
export async function writeCheckpoint(tx: Database, checkpoint: Checkpoint): Promise<void> {
  await tx
    .insertInto('checkpoint')
    .values({ id: 1, ...checkpoint })
    .onDuplicateKeyUpdate(checkpoint)
    .execute();
}

/** @throws LedgerDiffers unless the ledger still holds the very block that the index was read up to. */
export async function requireSameLedger(ledger: Ledger, checkpoint: Checkpoint | null): Promise<void> {
  if (!checkpoint) return;
  if (checkpoint.ledger !== ledger.name) {
    throw new LedgerDiffers(
      `The index was read from the ledger ${checkpoint.ledger}, but this one is ${ledger.name}.`,
    );
  }
  const height = await ledger.height();
  if (height <= checkpoint.block) {
    throw new LedgerDiffers(
      `The index was read up to block ${checkpoint.block}, but the ledger has only ${height} blocks.`,
    );
  }
  const stop = new AbortController();
  for await (const block of ledger.events(checkpoint.block, stop.signal)) {
    if (block.hash !== checkpoint.hash) {
      throw new LedgerDiffers(
        `Block ${checkpoint.block} of the ledger is not the block that the index was read from.`,
      );
    }
    break;
  }
  stop.abort();
}
