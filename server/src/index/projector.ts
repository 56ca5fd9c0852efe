import { setTimeout as pause } from 'node:timers/promises';
import { type JournalEntry, journalSchema } from '@kumoh-pay/domain';
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
  /** After the rows are committed: the channels that have news, and whether the keeper may have something to do. */
  told(channels: readonly string[], keepersWork: boolean): void;
  entriesAtOnce?: number;
}

/** Journal entries of one database transaction: a full carrier, or many small ones of a block. */
const entriesAtOnceMost = 64;
/** What neither makes notes for accounts nor changes what the keeper looks after. */
const quietTypes: ReadonlySet<string> = new Set(['charge', 'pay']);

/** Reads committed transactions in order and writes index and checkpoint in one database transaction, one for many of a block. */
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
    if (block.transactions.length === 0) return this.#passEmptyBlock(block);
    const { entriesAtOnce = entriesAtOnceMost } = this.#parts;
    let some: Journal[] = [];
    let entries = 0;
    for (const one of block.transactions.filter(({ index }) => index > done)) {
      const journal = { ...one, entries: readJournal(one) };
      if (entries > 0 && entries + journal.entries.length > entriesAtOnce) {
        await this.#write(block, some);
        some = [];
        entries = 0;
      }
      some.push(journal);
      entries += journal.entries.length;
    }
    if (some.length > 0) await this.#write(block, some);
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

  async #write({ block, hash }: LedgerBlock, journals: readonly Journal[]): Promise<void> {
    const { db, ledger, log } = this.#parts;
    const before = this.#checkpoint?.sequence ?? 0;
    const { projection, sequence } = project(block, journals, before);
    const tx_index = journals.at(-1)?.index ?? -1;
    const checkpoint = { ledger: ledger.name, block, tx_index, hash, sequence };
    await transaction(db, async (tx) => {
      await writeProjection(tx, ledger, projection);
      log.debug({ block }, 'index rows written');
      await writeCheckpoint(tx, checkpoint);
    });
    this.#checkpoint = checkpoint;
    log.debug({ block }, 'index committed');
    const keepersWork = projection.journal.some(({ type }) => !quietTypes.has(type));
    if (sequence > before) this.#parts.told([...projection.notices.keys()], keepersWork);
  }
}

/** A transaction with what it did. */
type Journal = LedgerTransaction & { entries: JournalEntry[] };

const readJournal = ({ event }: LedgerTransaction): JournalEntry[] =>
  event === null ? [] : journalSchema.parse(JSON.parse(event));

/** What transactions' journals do to the index; sequences go on from `before`, and are the same in every replay. */
function project(
  block: number,
  journals: readonly Journal[],
  before: number,
): { projection: Projection; sequence: number } {
  const projection = new Projection();
  let sequence = before;
  for (const { transactionId, entries } of journals) {
    for (const entry of entries) {
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
  }
  return { projection, sequence };
}
