import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from './block.ts';
import { parseBlock } from './block.ts';
import { BlockStore } from './block-store.ts';
import { checkChain } from './chain-check.ts';
import { CommitWaits } from './commit-waits.ts';
import { composeBlock } from './compose-block.ts';
import type { Envelope } from './envelope.ts';
import { openEnvelope } from './envelope.ts';
import { LedgerStopped } from './errors.ts';
import type { Endorsed, LedgerParts, ProposalRequest } from './ledger-parts.ts';
import { executionLimitMs, logFoldBytes } from './limits.ts';
import { Orderer } from './orderer.ts';
import { Proposer } from './proposer.ts';
import { ReadWriteLock } from './read-write-lock.ts';
import { databaseName } from './schema.ts';
import type { CommitStatus, Snapshot } from './state.ts';
import type { Tip } from './tip-file.ts';
import { validateBlock } from './validation.ts';

/** A ledger of one process and one operator: durable and in order, but no independent endorsement. */
export class EmbeddedLedger {
  readonly #parts: LedgerParts;
  readonly #lock = new ReadWriteLock();
  readonly #orderer: Orderer;
  readonly #proposer: Proposer;
  readonly #waits = new CommitWaits();
  #snapshot: Snapshot;
  #lagging: Snapshot | undefined;
  #tip: Tip;
  #stopped: LedgerStopped | undefined;
  #closing: Promise<void> | undefined;

  /** Not for callers: see `openEmbeddedLedger`. */
  constructor(parts: LedgerParts) {
    this.#parts = parts;
    this.#snapshot = parts.snapshot;
    this.#lagging = parts.lagging;
    this.#tip = parts.tip;
    this.#orderer = new Orderer(parts.blockMaxTransactions, parts.blockTimeoutMs, (batch) =>
      this.#commit(batch),
    );
    this.#proposer = new Proposer(parts, this.#lock, () => ({
      current: this.#snapshot,
      lagging: this.#lagging,
    }));
  }

  /** Number of blocks. */
  get height(): number {
    return this.#tip.height;
  }

  /** Hash of the last block; 64 zeros while there is none. */
  get tipHash(): string {
    return this.#tip.hash;
  }

  /** Runs the contract. Throws EndorseError, with the contract's message if it threw: then nothing was ordered. */
  async endorse(request: ProposalRequest): Promise<Endorsed> {
    this.#checkRunning();
    return this.#proposer.endorse(request);
  }

  /** Hands the bytes to ordering. That they were taken is no commit: only `commitStatus` is an answer. */
  async submit(bytes: Uint8Array): Promise<void> {
    this.#checkRunning();
    this.#orderer.add(openEnvelope(bytes, this.#parts.sealKey));
  }

  /** The verdict on the transaction, waiting for it up to `waitMs`; of two copies it is the first one's. */
  async commitStatus(transactionId: string, waitMs = executionLimitMs): Promise<CommitStatus | 'unknown'> {
    if (this.#closing !== undefined) return 'unknown';
    const known = this.#snapshot.commitStatus(transactionId);
    if (known !== undefined || this.#stopped !== undefined) return known ?? 'unknown';
    return this.#waits.forStatus(transactionId, waitMs);
  }

  /** Runs the contract and throws its writes away. */
  async evaluate(functionName: string, args: string[]): Promise<string> {
    this.#checkRunning();
    return this.#proposer.evaluate(functionName, args);
  }

  /** All blocks from this number on, then each new one once it is durable, until the signal or `close`. Throws if the ledger stops. */
  async *blocks(fromBlock: number, signal?: AbortSignal): AsyncGenerator<Block> {
    for (let number = fromBlock; ; ) {
      if (signal?.aborted || this.#closing !== undefined) return;
      this.#checkRunning();
      const row = number < this.#tip.height ? this.#snapshot.block(number) : undefined;
      if (row === undefined) {
        await this.#waits.forBlock(signal);
        continue;
      }
      number += 1;
      yield parseBlock(row.json);
    }
  }

  /** SHA-256 over all keys and values, without versions: two ledgers with equal state have equal digests. */
  stateDigest(): string {
    this.#checkRunning();
    return this.#snapshot.digest();
  }

  /** Makes the state anew from the blocks. Throws while transactions are under way. */
  rebuildState(): void {
    this.#checkRunning();
    if (!this.#lock.idle || !this.#orderer.idle)
      throw new Error('The state is rebuilt only while nothing is under way.');
    const store = new BlockStore(this.#parts.database);
    this.#parts.snapshot.release();
    try {
      store.rebuild(this.#parts.snapshot.blockTexts(), this.#parts.snapshot);
    } finally {
      this.#parts.snapshot.refresh();
      this.#snapshot.refresh();
    }
  }

  /** Checks every block of the chain. Throws LedgerDamaged naming the first that is not as it was written. */
  verifyChain(): Tip {
    this.#checkRunning();
    return checkChain(this.#snapshot, 0);
  }

  /** Writes what was submitted and lets go of the directory. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#stopped === undefined) {
      await this.#orderer.drain();
      this.#stop(new LedgerStopped('The ledger is closed.'));
    }
    const release = await this.#lock.write();
    try {
      await this.#parts.writer.close();
    } finally {
      release();
      this.#parts.closeFiles();
    }
  }

  /** Never throws: a block that cannot be written stops the ledger, and what it held has no answer. */
  async #commit(batch: Envelope[]): Promise<void> {
    if (this.#stopped !== undefined) return;
    try {
      await this.#write(batch);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      this.#stop(
        new LedgerStopped(`The ledger stopped: a block could not be written (${reason}).`, { cause }),
      );
    }
  }

  async #write(batch: Envelope[]): Promise<void> {
    const { height, hash: previousHash } = this.#tip;
    const usedBefore = (id: string) => this.#snapshot.commitStatus(id) !== undefined;
    const required = this.#parts.endorsers.map((endorser) => endorser.organisation);
    const { codes, state } = validateBlock(height, batch, this.#snapshot, usedBefore, required);
    const commit = composeBlock(height, previousHash, batch, codes, state.changes());
    await this.#parts.writer.commit(commit);
    const release = await this.#lock.write();
    try {
      await this.#advance({ height: height + 1, hash: commit.hash });
    } finally {
      release();
    }
    this.#waits.settle(commit, (id) => this.#snapshot.commitStatus(id));
  }

  /** Moves simulations on to the new state; nobody is reading the old one now. */
  async #advance(tip: Tip): Promise<void> {
    if (this.#lagging !== undefined) [this.#snapshot, this.#lagging] = [this.#lagging, this.#snapshot];
    else if (statSync(join(this.#parts.directory, `${databaseName}-wal`)).size > logFoldBytes) {
      this.#snapshot.release();
      await this.#parts.writer.foldLog();
    }
    this.#snapshot.refresh();
    this.#tip = tip;
  }

  #stop(reason: LedgerStopped): void {
    this.#stopped = reason;
    this.#waits.giveUp();
  }

  #checkRunning(): void {
    if (this.#stopped !== undefined) throw this.#stopped;
  }
}
