import { setTimeout as pause } from 'node:timers/promises';
import { journalSchema } from '@kumoh-pay/domain';
import type { Logger } from 'pino';
import { type Database, transaction } from '../db/index.ts';
import type { Ledger, LedgerBlock, LedgerTransaction } from '../ledger/ledger.ts';
import { applyResult } from './apply-entry.ts';
import { type Checkpoint, readCheckpoint, requireSameLedger, writeCheckpoint } from './checkpoint.ts';
import { Projection } from './projection.ts';
import { writeProjection } from './store.ts';

/** A database that is away is tried again this often; the ledger keeps what is to be read. */
const retryMs = 500;

export interface ProjectorParts {
  db: Database;
  ledger: Ledger;
  log: Logger;
  signal: AbortSignal;
  /** After the rows are committed: the channels that have news. */
  told(channels: readonly string[]): void;
}

/** Reads committed transactions in order and writes index and checkpoint in one database transaction each. */
export class Projector {
  readonly #parts: ProjectorParts;
  #checkpoint: Checkpoint | null = null;
  #waits: { block: number; wake: () => void }[] = [];
  #ended: Promise<void> = Promise.resolve();

  constructor(parts: ProjectorParts) {
    this.#parts = parts;
  }

  /** @throws LedgerDiffers when the ledger is not the one that the index was read from. */
  async start(): Promise<void> {
    this.#checkpoint = await readCheckpoint(this.#parts.db);
    await requireSameLedger(this.#parts.ledger, this.#checkpoint);
    this.#ended = this.#run();
  }

  /** The last block of which everything is in the index; −1 before the first. */
  get block(): number {
    return this.#checkpoint?.block ?? -1;
  }

  /** Blocks that the ledger is ahead. */
  async lag(): Promise<number> {
    return Math.max(0, (await this.#parts.ledger.height()) - 1 - this.block);
  }

  /** Resolves when the block is in the index, or after `waitMs`. */
  async through(block: number, waitMs: number): Promise<void> {
    if (this.block >= block) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, waitMs);
    const wait = { block, wake: resolve };
    this.#waits.push(wait);
    await promise;
    clearTimeout(timer);
    this.#waits = this.#waits.filter((one) => one !== wait);
  }

  async ended(): Promise<void> {
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { signal, log } = this.#parts;
    while (!signal.aborted) {
      try {
        await this.#follow();
      } catch (error) {
        if (signal.aborted) return;
        log.error({ err: error, block: this.block + 1 }, 'the index could not be written');
        await pause(retryMs, undefined, { signal }).catch(() => undefined);
        this.#checkpoint = await readCheckpoint(this.#parts.db).catch(() => this.#checkpoint);
      }
    }
  }

  async #follow(): Promise<void> {
    const { ledger, signal } = this.#parts;
    // The checkpoint's own block is read again: it may have been left in its middle.
    for await (const block of ledger.events(Math.max(0, this.block), signal)) {
      await this.#projectBlock(block);
      for (const wait of this.#waits) if (wait.block <= block.block) wait.wake();
      if (signal.aborted) return;
    }
    await pause(retryMs, undefined, { signal }).catch(() => undefined);
  }

  async #projectBlock(block: LedgerBlock): Promise<void> {
    const done = this.#checkpoint?.block === block.block ? this.#checkpoint.tx_index : -1;
    const last = block.transactions.at(-1)?.index ?? -1;
    if (block.transactions.length === 0) return this.#passEmptyBlock(block);
    for (const one of block.transactions) {
      // Transactions without a journal move the checkpoint only with the block's last one.
      if (one.index > done && (one.event !== null || one.index === last))
        await this.#projectTransaction(block, one);
    }
  }

  /** A block of nothing, as an ordering service may write, is behind us too: else the index would lag for ever. */
  async #passEmptyBlock({ block, hash }: LedgerBlock): Promise<void> {
    if (block <= this.block) return;
    const { db, ledger } = this.#parts;
    const checkpoint = {
      ledger: ledger.name,
      block,
      tx_index: -1,
      hash,
      sequence: this.#checkpoint?.sequence ?? 0,
    };
    await writeCheckpoint(db, checkpoint);
    this.#checkpoint = checkpoint;
  }

  async #projectTransaction(block: LedgerBlock, one: LedgerTransaction): Promise<void> {
    const { db, ledger, log } = this.#parts;
    const before = this.#checkpoint?.sequence ?? 0;
    const { projection, sequence } = project(block.block, one, before);
    const checkpoint = {
      ledger: ledger.name,
      block: block.block,
      tx_index: one.index,
      hash: block.hash,
      sequence,
    };
    await transaction(db, async (tx) => {
      await writeProjection(tx, ledger, projection);
      log.debug({ block: block.block }, 'index rows written');
      await writeCheckpoint(tx, checkpoint);
    });
    this.#checkpoint = checkpoint;
    log.debug({ block: block.block }, 'index committed');
    if (sequence > before) this.#parts.told([...projection.notices.keys()]);
  }
}

/** What one transaction's journal does to the index; sequences go on from `before`, and are the same in every replay. */
export function project(
  block: number,
  { transactionId, event }: LedgerTransaction,
  before: number,
): { projection: Projection; sequence: number } {
  const projection = new Projection();
  let sequence = before;
  for (const entry of event === null ? [] : journalSchema.parse(JSON.parse(event))) {
    sequence += 1;
    projection.journal.push({
      sequence,
      block,
      transaction_id: transactionId,
      order_id: entry.order,
      type: entry.type,
      part: entry.part ?? 0,
      digest: entry.digest,
      at: entry.at,
      signers: entry.by.join(),
      result: JSON.stringify(entry.result),
    });
    projection.addPostings(sequence, entry.postings);
    applyResult(projection, { ...entry, sequence });
  }
  return { projection, sequence };
}
