import type Database from 'better-sqlite3';
import { parseBlock } from './block.ts';
import type { StateChange } from './block-state.ts';
import { BlockState } from './block-state.ts';
import type { Commit } from './commit.ts';
import type { StateReader } from './state.ts';

/** Writes blocks, and the state that follows from them. */
export class BlockStore {
  readonly #database: Database.Database;
  readonly #index: Database.Statement;
  readonly #append: (commit: Commit) => void;
  readonly #change: (changes: StateChange[]) => void;

  constructor(database: Database.Database) {
    this.#database = database;
    const block = database.prepare('INSERT INTO block (number, hash, json) VALUES (?, ?, ?)');
    // Of two copies the first one's verdict is the answer for ever.
    this.#index = database.prepare('INSERT OR IGNORE INTO transaction_index VALUES (?, ?, ?, ?)');
    const put = database.prepare('INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?, ?)');
    const remove = database.prepare('DELETE FROM state WHERE key = ?');
    this.#change = (changes) => {
      for (const { key, entry } of changes) {
        const bytes = Buffer.from(key);
        if (entry === null) remove.run(bytes);
        else put.run(bytes, entry.value, ...entry.version, entry.metadata);
      }
    };
    this.#append = database.transaction((commit: Commit) => {
      block.run(commit.number, commit.hash, commit.json);
      commit.index.forEach(({ id, code }, place) => {
        this.#index.run(id, commit.number, place, code);
      });
      this.#change(commit.changes);
    });
  }

  /** Block, index and state together or not at all; on the disk when it returns. */
  append(commit: Commit): void {
    this.#append(commit);
  }

  /** Makes state and index anew from the blocks, in one transaction. */
  rebuild(blockTexts: Iterable<string>, committed: Pick<StateReader, 'get' | 'range'>): void {
    this.#database.transaction(() => {
      this.#database.exec('DELETE FROM state; DELETE FROM transaction_index');
      for (const text of blockTexts) {
        const block = parseBlock(text);
        const state = new BlockState(committed);
        block.transactions.forEach((transaction, place) => {
          this.#index.run(transaction.transactionId, block.number, place, transaction.code);
          if (transaction.code === 'VALID') state.apply(transaction, [block.number, place]);
        });
        this.#change(state.changes());
      }
    })();
  }
}
